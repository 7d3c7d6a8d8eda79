/**
 * Moves the focus in a menu as its keys say; Tab leaves it. https://www.w3.org/WAI/ARIA/apg/patterns/menubar/
 * @param menu a popover with buttons
 */
export function moveInMenu(menu: HTMLElement, event: KeyboardEvent): void {
  const items = [...menu.querySelectorAll('button')];
  const at = items.findIndex((item) => item === document.activeElement);
  const targets: Partial<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at < 1 ? items.length : at) - 1,
    Home: 0,
    End: items.length - 1,
  };
  if (event.key === 'Tab') menu.hidePopover();
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  items[target]?.focus();
}
