import type { FieldbookWindow } from './fieldbook-window.ts';

/** Answers the system's save dialog in the person's place; null gives it up. Tells the app's listeners what was suggested. */
export async function answerSaveDialog({ app }: FieldbookWindow, file: string | null): Promise<void> {
  await app.evaluate(({ dialog, app: electronApp }, filePath) => {
    dialog.showSaveDialog = (...args: unknown[]) => {
      const options = args.at(-1) as { defaultPath: string };
      electronApp.emit('save-dialog-shown', options.defaultPath);
      return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
    };
  }, file);
}

/** Answers the system's questions with one of their buttons. Tells the app's listeners what was asked. */
export async function answerMessageBox({ app }: FieldbookWindow, button: string): Promise<void> {
  await app.evaluate(({ dialog, app: electronApp }, label) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, buttons } = args.at(-1) as { message: string; buttons: string[] };
      electronApp.emit('message-box-shown', message);
      return Promise.resolve({ response: buttons.indexOf(label), checkboxChecked: false });
    };
  }, button);
}
