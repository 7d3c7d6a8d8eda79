/** Whether a key was pressed as a command: Ctrl, or Command on a Mac, with or without Caps Lock; AltGr is for typing. */
export function isCommand({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, letter: string): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === letter;
}

/** Whether a key goes into a text field. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('textarea, select, input:not([type=checkbox], [type=radio])');
}
