import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { UpdateQuestions, UpdateStep } from '../updates.ts';

const failures: Record<UpdateStep, string> = {
  check: 'Fieldbook could not look for updates',
  download: 'The update could not be downloaded',
  install: 'The update could not be installed',
};

/** Asks and tells in the system's dialogs; closing one declines. */
export const updateQuestions: UpdateQuestions = {
  mayDownload: (version) =>
    agreed('Download', {
      message: `Fieldbook ${version} is available`,
      detail: `You have ${app.getVersion()}. You will be asked again before it is installed.`,
    }),
  mayInstall: (version) =>
    agreed('Install and restart', {
      message: `Fieldbook ${version} is ready to be installed`,
      detail: 'Fieldbook closes, and opens again when that is done. Your list stays.',
    }),
  tellUpToDate: () =>
    tell({ message: 'Fieldbook is up to date', detail: `There is nothing newer than ${app.getVersion()}.` }),
  tellFailed: (step) =>
    tell({ message: failures[step], detail: 'The one you have still works. Why is in Help → Open log.' }),
};

async function agreed(label: string, options: MessageBoxOptions): Promise<boolean> {
  const answer = await show({ ...options, type: 'question', buttons: [label, 'Later'], defaultId: 0, cancelId: 1 });
  return answer === 0;
}

async function tell(options: MessageBoxOptions): Promise<void> {
  await show({ ...options, type: 'info', buttons: ['OK'] });
}

async function show(options: MessageBoxOptions): Promise<number> {
  const window = BrowserWindow.getFocusedWindow();
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  return response;
}
