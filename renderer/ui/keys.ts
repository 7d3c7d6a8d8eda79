import type { MenuCommand } from '../../preload/bridge.ts';

/** The commands that open a dialog: one at a time. */
export type DialogCommand = Exclude<MenuCommand, 'refresh' | 'find'>;

/** Whether a key was pressed as a command: Ctrl, or Command on a Mac, with or without Caps Lock; AltGr is for typing. */
export function isCommand({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, letter: string): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === letter;
}

/** Whether a key goes into a text field. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('textarea, select, input:not([type=checkbox], [type=radio])');
}

/** The command whose key was pressed; undefined for any other key. */
export function commandOf(event: KeyboardEvent): MenuCommand | undefined {
  if (event.key === 'F1' || (event.key === '?' && !isTyping(event))) return 'shortcuts';
  if (event.key === 'F5' || isCommand(event, 'r')) return 'refresh';
  if (isCommand(event, 'f')) return 'find';
  return isCommand(event, 'e') ? 'export' : undefined;
}
