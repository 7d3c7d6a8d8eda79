import { type BrowserWindow, screen } from 'electron';
import * as v from 'valibot';
import { FailureError } from '../failure.ts';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import { type Area, placement } from './placement.ts';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const length = v.pipe(pixels, v.minValue(1));

const Saved = v.object({
  version: v.literal(1),
  bounds: v.object({ x: pixels, y: pixels, width: length, height: length }),
  state: v.picklist(['normal', 'maximized', 'full-screen']),
});

/** The window's size and place, in a JSON file that is always written whole. */
export interface WindowState {
  /** Where to open the window, on a screen that is there now; null when it was never closed, or can't be known. */
  bounds(): Area | null;
  /** Maximizes a window that was, or makes it fill the screen. */
  restore(window: BrowserWindow): void;
  /** Remembers where a window is, when it closes. */
  follow(window: BrowserWindow): void;
}

/** Opens the window's state in `file`, once Electron is ready. One that can't be written is done without. */
export function openWindowState(file: string, now: () => number): WindowState {
  const content = readJsonFile(file, Saved, now());
  let saved = content.kind === 'read' ? content.value : null;

  function save(window: BrowserWindow): void {
    saved = { version: 1, bounds: window.getNormalBounds(), state: stateOf(window) };
    if (content.kind === 'newer') return;
    try {
      writeJsonFile(file, saved);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
    }
  }

  return {
    bounds: () => saved && placement(saved.bounds, visibleAreas()),
    restore(window) {
      if (saved?.state === 'maximized') window.maximize();
      if (saved?.state === 'full-screen') window.setFullScreen(true);
    },
    follow(window) {
      window.on('close', () => {
        save(window);
      });
    },
  };
}

function stateOf(window: BrowserWindow): v.InferOutput<typeof Saved>['state'] {
  if (window.isFullScreen()) return 'full-screen';
  return window.isMaximized() ? 'maximized' : 'normal';
}

function visibleAreas(): [Area, ...Area[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}
