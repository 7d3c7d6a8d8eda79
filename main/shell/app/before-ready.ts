import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { app, dialog } from 'electron';
import { declareAppProtocol } from '../app-protocol.ts';
import { refusedSwitch } from '../hardening.ts';
import { isWritable } from '../stored-files.ts';

// What is settled before Electron is ready: refused switches, where data is stored, the sandbox, the only instance.

/** Prepares the app; false when it must not start: it then ends, and has said why unless another instance goes on instead. */
export function prepareApp(): boolean {
  // The order counts: a refused switch stops everything else, and the lock depends on the folder.
  const refused = refusedSwitch();
  if (refused) {
    giveUp('Fieldbook can’t be started like this', `--${refused} would take its protection away. Leave it out.`);
    return false;
  }
  if (!useChosenFolder()) return false;
  // This would undo `--no-sandbox`, and where that switch was needed to start, the network service then dies: SECURITY.md.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareAppProtocol();
  if (isOnlyInstance()) return true;
  app.quit();
  return false;
}

/** Says why Fieldbook can't run, where there is no window to say it, and ends the process. */
export function giveUp(what: string, why: unknown): void {
  dialog.showErrorBox(what, why instanceof Error ? why.message : String(why));
  app.exit(1);
}

/** Stores everything in the folder that the command line names, if it names one; false when that can't be done. */
function useChosenFolder(): boolean {
  const chosen = app.commandLine.getSwitchValue('user-data-dir');
  if (!chosen) return true;
  try {
    mkdirSync(resolve(chosen), { recursive: true });
    app.setPath('userData', resolve(chosen));
    return true;
  } catch (error) {
    giveUp(`The folder ${chosen} can’t be used`, error);
    return false;
  }
}

/**
 * Electron also refuses the lock where it can't create it; nothing can be stored there, so two instances can't mix anything up.
 * https://github.com/electron/electron/blob/main/shell/browser/api/electron_api_app.cc
 */
function isOnlyInstance(): boolean {
  return app.requestSingleInstanceLock() || !isWritable(app.getPath('userData'));
}
