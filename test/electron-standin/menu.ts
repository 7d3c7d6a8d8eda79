/** Electron's `Menu` and `MenuItem` as data that can be searched and clicked; nothing is shown, no key is bound. */
import type { MenuItemConstructorOptions } from 'electron';
import type { BrowserWindow } from './browser-window.ts';
import { clickRole, itemsOfRole, labelOfRole } from './menu-roles.ts';

type Template = MenuItemConstructorOptions | MenuItem;

/** Electron's click takes its own MenuItem, which the stand-in's resembles. */
type Click = (item: MenuItem, window: unknown, event: unknown) => void;

export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: Click | undefined;

  constructor(options: MenuItemConstructorOptions) {
    const { id, role, type, label, submenu, accelerator, enabled = true, visible = true, checked = false } = options;
    if (label === undefined && role === undefined && type === undefined) {
      throw new Error('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    this.id = id;
    this.role = role;
    this.label = label ?? labelOfRole(role);
    this.accelerator = accelerator ?? undefined;
    this.enabled = enabled;
    this.visible = visible;
    this.checked = checked;
    const children = submenu ?? itemsOfRole(role);
    if (children)
      this.submenu = Array.isArray(children) ? Menu.buildFromTemplate(children) : (children as unknown as Menu);
    this.type = type ?? (this.submenu ? 'submenu' : 'normal');
    this.#click = options.click as Click | undefined;
  }

  /**
   * Whether or not the item is enabled, and with no window unless one is given.
   * https://github.com/electron/electron/blob/main/lib/browser/api/menu-item.ts
   */
  click(event?: unknown, window?: BrowserWindow): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.role !== undefined) clickRole(this.role, window);
    else this.#click?.(this, window, event);
  }
}

export class Menu {
  static #applicationMenu: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: Template[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
