import { type BrowserWindow, screen } from 'electron';
import * as v from 'valibot';
import { FailureError } from '../failure.ts';
import { contentProblem, type ContentWording, openJsonFile } from '../json-file/json-file.ts';
import { type Log, logProblem } from '../log.ts';
import { type Area, placement } from './placement.ts';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const length = v.pipe(pixels, v.minValue(1));

const Bounds = v.nullable(v.object({ x: pixels, y: pixels, width: length, height: length }));
const State = v.picklist(['normal', 'maximized', 'full-screen']);

const Saved = v.object({ version: v.literal(1), bounds: Bounds, state: State });
const ValidSaved = v.object({
  ...Saved.entries,
  bounds: v.fallback(Bounds, null),
  state: v.fallback(State, 'normal'),
});

/** The window's size and position, in a JSON file that is always written whole. */
export interface WindowState {
  /** Where to open the window, on a screen that is connected; null when no window was closed yet, or nobody knows. */
  bounds(): Area | null;
  /** Maximizes a window that was maximized, or makes it full-screen again. */
  restore(window: BrowserWindow): void;
  /** Remembers where a window is when it closes. */
  follow(window: BrowserWindow): void;
}

/** For the log: where the window opens speaks for itself. */
const wording: ContentWording = {
  newer: { title: 'The window’s position was saved by a newer Fieldbook', advice: 'It is not remembered.' },
  unreadable: { title: 'The window’s position can’t be read', advice: 'It is not remembered.' },
  damaged: { title: 'The window’s position was damaged', advice: 'It was kept under another name.' },
  partly: { title: 'The window’s position was not valid', advice: 'The file is copied to another name.' },
};

/** Opens the window's state in `file`, once Electron is ready. If it can't be written, it is not remembered. */
export function openWindowState(file: string, now: () => number, log: Log): WindowState {
  const json = openJsonFile(file, { whole: Saved, valid: ValidSaved }, now);
  const content = json.content();
  const problem = contentProblem(file, content, wording);
  if (problem) logProblem(log, problem);
  let saved = content.kind === 'read' ? content.value : null;

  function save(window: BrowserWindow): void {
    saved = { version: 1, bounds: window.getNormalBounds(), state: stateOf(window) };
    try {
      json.write(saved);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
    }
  }

  return {
    bounds: () => (saved?.bounds ? placement(saved.bounds, visibleAreas()) : null),
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

function stateOf(window: BrowserWindow): v.InferOutput<typeof State> {
  if (window.isFullScreen()) return 'full-screen';
  return window.isMaximized() ? 'maximized' : 'normal';
}

function visibleAreas(): [Area, ...Area[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}
