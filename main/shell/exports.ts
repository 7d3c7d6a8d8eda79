import { BrowserWindow, dialog, shell } from 'electron';
import type { ExportFormat, ExportOutcome, ExportRequest } from '../../preload/bridge.ts';
import type { Directory } from '../directory/directory.ts';
import { exportFileName } from './export-file-name.ts';

/** Exports into files that the person chooses in the system's dialog. */
export interface Exports {
  /** Throws as `Directory.exportTo`. @param listName what the file is named after */
  save(directory: Directory, listName: string, request: ExportRequest): Promise<ExportOutcome>;
  /** Shows the file that was saved last in the system's file manager. */
  showInFolder(): void;
}

const formatNames: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', json: 'JSON' };

export function createExports(now: () => number): Exports {
  let lastSaved: string | null = null;
  return {
    async save(directory, listName, request) {
      const { format } = request;
      const file = await chooseFile(exportFileName(listName, new Date(now()), format), format);
      if (file === null) return { kind: 'cancelled' };
      const customers = await directory.exportTo(file, request);
      if (customers === null) return { kind: 'cancelled' };
      lastSaved = file;
      return { kind: 'saved', file, customers };
    },
    showInFolder() {
      if (lastSaved !== null) shell.showItemInFolder(lastSaved);
    },
  };
}

async function chooseFile(defaultPath: string, format: ExportFormat): Promise<string | null> {
  const options = { defaultPath, filters: [{ name: formatNames[format], extensions: [format] }] };
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? null : filePath;
}
