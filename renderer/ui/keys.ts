import type { MenuCommand } from '../../preload/contract/menu.ts';

/** The commands that open a dialog: one at a time. */
export type DialogCommand = Exclude<MenuCommand, 'refresh' | 'find'>;

/**
 * Whether a key was pressed as a command: with Ctrl, or Command on a Mac, whatever Caps Lock says; AltGr is for typing.
 * @param letter `a` to `z`
 */
export function isCommand(event: KeyboardEvent, letter: string): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && letterOf(event) === letter;
}

/** The key's letter; where the layout has no Latin ones (Cyrillic, Greek, Hebrew, Arabic), the one at its physical position. */
function letterOf({ key, code }: KeyboardEvent): string {
  const isForeign = key.length === 1 && /[^\p{Script=Latin}\p{Script=Common}]/u.test(key);
  return (isForeign ? code.replace(/^Key/, '') : key).toLowerCase();
}

/** Whether a key types into a text field. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('textarea, select, input:not([type=checkbox], [type=radio])');
}

/** Which of the first nine connections a key shows, counted from 0; undefined for any other key. By the key's position: French digits need Shift. */
export function connectionOfKey({ ctrlKey, metaKey, altKey, shiftKey, code }: KeyboardEvent): number | undefined {
  const [, digit] = /^(?:Digit|Numpad)([1-9])$/.exec(code) ?? [];
  const isPressed = (ctrlKey || metaKey) && !altKey && !shiftKey && digit !== undefined;
  return isPressed ? Number(digit) - 1 : undefined;
}

/** The command whose key was pressed; undefined for any other key. */
export function commandOf(event: KeyboardEvent): MenuCommand | undefined {
  // An input method is composing: the keys are its own.
  if (event.isComposing) return undefined;
  if (event.key === 'F1' || (event.key === '?' && !isTyping(event))) return 'shortcuts';
  if (event.key === 'F5' || isCommand(event, 'r')) return 'refresh';
  if (isCommand(event, 'f')) return 'find';
  return isCommand(event, 'e') ? 'export' : undefined;
}
