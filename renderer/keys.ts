/** Whether a key was pressed as a command: Ctrl, or Command on a Mac, with or without Caps Lock; AltGr is for typing. */
export function isCommand({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, letter: string): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === letter;
}
