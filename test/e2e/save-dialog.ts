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
