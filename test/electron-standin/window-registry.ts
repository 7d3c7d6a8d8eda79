/** The open windows, in the order they were last focused; tells the app about them. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from './browser-window.ts';

interface WindowEvents {
  created: [BrowserWindow];
  focused: [BrowserWindow];
  'all-closed': [];
}

class WindowRegistry extends EventEmitter<WindowEvents> {
  #windows: BrowserWindow[] = [];
  #lastId = 0;

  add(window: BrowserWindow): void {
    this.#windows.push(window);
    this.emit('created', window);
  }

  remove(window: BrowserWindow): void {
    this.#windows = this.#windows.filter((other) => other !== window);
    if (this.#windows.length === 0) this.emit('all-closed');
  }

  focus(window: BrowserWindow): void {
    this.#windows = [...this.#windows.filter((other) => other !== window), window];
    this.emit('focused', window);
  }

  all(): BrowserWindow[] {
    return [...this.#windows];
  }

  focused(): BrowserWindow | null {
    return this.#windows.findLast((window) => window.isVisible()) ?? null;
  }

  /** A page's main frame has the id of its target. */
  withTarget(targetId: string): BrowserWindow | undefined {
    return this.#windows.find((window) => window.webContents.page.targetId === targetId);
  }

  nextId(): number {
    return ++this.#lastId;
  }
}

export const openWindows = new WindowRegistry();
