/**
 * Passes the focus on when its element is gone; does nothing while something has it.
 * @param before what had it earlier; if that is gone too, the focus goes to the element with `autofocus`
 */
export function passFocusOn(before: Element | null = null): void {
  if (document.activeElement !== document.body) return;
  const heir = before?.isConnected ? before : document.querySelector('[autofocus]');
  if (heir instanceof HTMLElement) heir.focus();
}
