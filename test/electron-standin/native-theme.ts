/** Electron's `nativeTheme`. */
import { EventEmitter } from 'node:events';
import type { Page } from './page.ts';
import { openWindows } from './window-registry.ts';

type ThemeSource = 'system' | 'light' | 'dark';

class NativeTheme extends EventEmitter {
  #themeSource: ThemeSource = 'system';

  get themeSource(): ThemeSource {
    return this.#themeSource;
  }

  set themeSource(themeSource: ThemeSource) {
    this.#themeSource = themeSource;
    for (const window of openWindows.all()) emulate(window.webContents.page, themeSource);
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#themeSource === 'dark';
  }

  /** Not Electron's: for a new page. Left alone, it follows the system, or what a test emulates. */
  applyTo(page: Page): void {
    if (this.#themeSource !== 'system') emulate(page, this.#themeSource);
  }
}

function emulate(page: Page, themeSource: ThemeSource): void {
  const value = themeSource === 'system' ? '' : themeSource;
  page.tell('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
}

export const nativeTheme = new NativeTheme();
