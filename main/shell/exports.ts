import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { BrowserWindow, dialog, type MessageBoxOptions, type SaveDialogOptions, shell } from 'electron';
import type { ExportFormat, ExportOutcome, ExportRequest } from '../../preload/contract/export.ts';
import type { Directory } from '../directory/directory.ts';
import { exportFileName, withExtension } from './export-file-name.ts';
import { openPath } from './stored-files.ts';

/** Exports to files that the person chooses in the system's dialog. */
export interface Exports {
  /**
   * Throws as `Directory.exportTo`.
   * @param directory gives the directory once the file is chosen: its connection may be forgotten while the person thinks
   * @param listName what the file is named after
   */
  save(directory: () => Directory, listName: string, request: ExportRequest): Promise<ExportOutcome>;
  /** Opens the file that was saved last in its program. */
  open(): Promise<void>;
  /** Shows the file that was saved last in the system's file manager. */
  showInFolder(): void;
}

const formatNames: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', xlsx: 'Excel', json: 'JSON' };

/**
 * Makes what exports through the system’s save dialog.
 * @param now epoch milliseconds
 */
export function createExports(now: () => number): Exports {
  let lastSaved: string | null = null;
  return {
    async save(directory, listName, request) {
      const { of, format } = request;
      const file = await chooseFile(exportFileName(listName, of, new Date(now()), format), format);
      if (file === null) return { kind: 'cancelled' };
      const rows = await directory().exportTo(file, request);
      if (rows === null) return { kind: 'cancelled' };
      lastSaved = file;
      return { kind: 'saved', file, rows };
    },
    async open() {
      if (lastSaved !== null) await openPath(lastSaved);
    },
    showInFolder() {
      if (lastSaved !== null) shell.showItemInFolder(lastSaved);
    },
  };
}

async function chooseFile(defaultPath: string, format: ExportFormat): Promise<string | null> {
  const chosen = await showSaveDialog({
    defaultPath,
    filters: [{ name: formatNames[format], extensions: [format] }],
    // Linux asks only with this.
    properties: ['showOverwriteConfirmation'],
  });
  if (chosen.canceled || chosen.filePath === '') return null;
  const file = withExtension(chosen.filePath, format);
  // The dialog asked about the name that was typed, not this one.
  const mayReplace = file === chosen.filePath || !existsSync(file) || (await asksToReplace(file));
  return mayReplace ? file : null;
}

async function asksToReplace(file: string): Promise<boolean> {
  const { response } = await showMessageBox({
    type: 'warning',
    message: `“${basename(file)}” is there already`,
    detail: 'Do you want to replace it?',
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

function showSaveDialog(options: SaveDialogOptions): ReturnType<typeof dialog.showSaveDialog> {
  const window = BrowserWindow.getFocusedWindow();
  return window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
}

function showMessageBox(options: MessageBoxOptions): ReturnType<typeof dialog.showMessageBox> {
  const window = BrowserWindow.getFocusedWindow();
  return window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options);
}
