import { BrowserWindow, nativeTheme } from 'electron';
import { webPreferences } from './hardening.ts';
import { startPage } from './our-pages.ts';
import type { WindowState } from './window-state.ts';

/** Opens the window where it was; it shows itself once it has something to show. */
export function openWindow(preload: string, state: WindowState): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Fieldbook',
    width: 1180,
    height: 780,
    ...state.bounds(),
    minWidth: 720,
    minHeight: 480,
    show: false,
    // The page's own background colours: no flash before it has painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181d' : '#f4f5f7',
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => {
    window.show();
    state.restore(window);
  });
  state.follow(window);
  void window.loadURL(startPage);
  return window;
}

/** Brings a window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
