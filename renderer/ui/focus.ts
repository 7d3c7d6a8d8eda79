/**
 * Gives the focus on when what had it is gone; does nothing while something has it.
 * @param before what had it earlier; where that is gone too, it goes to where it begins, which has `autofocus`
 */
export function passFocusOn(before: Element | null = null): void {
  if (document.activeElement !== document.body) return;
  const heir = before?.isConnected ? before : document.querySelector('[autofocus]');
  if (heir instanceof HTMLElement) heir.focus();
}
