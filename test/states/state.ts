import type { FieldbookWindow } from '../e2e/fieldbook-window.ts';
import type { Simulator } from '../../tools/live-platform/simulator.ts';

export type Theme = 'light' | 'dark';
export const themes: Theme[] = ['light', 'dark'];

/** In CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** What a story is played with. */
export interface Stage {
  /** The window as it is now: after a restart another one. */
  fieldbook: FieldbookWindow;
  simulator: Simulator;
  userData: string;
  /** Quits, changes what is on disk, and starts again. */
  restart: (change: (userData: string) => Promise<void>) => Promise<void>;
}

/** Something that the window can look like. */
export interface State {
  /** Unique; what its pictures are called. */
  name: string;
  /** Gets there from the story's home, and waits until it has. */
  reach: (stage: Stage) => Promise<void>;
  /** The window's size that it is about; that of the visit unless given. */
  size?: Size;
  /** In which themes it is held against a committed picture; none unless given. */
  compared?: Theme[];
}

/** States that one launch of the app goes through, in their order. */
export interface Story {
  name: string;
  /** Changes the environment of the app. */
  env?: Record<string, string | undefined>;
  /** Goes to where each state begins; without it, a state begins where the one before has ended. */
  home?: (stage: Stage) => Promise<void>;
  states: State[];
}
