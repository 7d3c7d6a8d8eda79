import * as v from 'valibot';
import type { Failure, Preferences } from '../preload/bridge.ts';
import { FailureError } from './failure.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** How long changes are gathered before they are written: a search is remembered letter by letter. */
const writeDelay = 500;

export const ColumnSchema = v.picklist(['shortName', 'fullName', 'license', 'service', 'id']);

/** What a list can be sorted by: one to five columns, each once. */
export const SortSchema = v.pipe(
  v.array(v.strictObject({ column: ColumnSchema, descending: v.boolean() })),
  v.minLength(1),
  v.maxLength(5),
  v.check((keys) => new Set(keys.map(({ column }) => column)).size === keys.length),
);

const ColumnsSchema = v.pipe(
  v.array(
    v.object({
      column: ColumnSchema,
      width: v.nullable(v.pipe(v.number(), v.minValue(20), v.maxValue(5_000))),
      hidden: v.boolean(),
    }),
  ),
  v.check((columns) => ColumnSchema.options.every((name) => columns.some(({ column }) => column === name))),
  v.length(ColumnSchema.options.length),
  v.check((columns) => columns.some(({ hidden }) => !hidden)),
);

const SearchTextSchema = v.pipe(v.string(), v.maxLength(1_000));

const PlaceSchema = v.object({
  text: SearchTextSchema,
  licenses: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.maxLength(1_000)),
  selected: v.nullable(v.pipe(v.string(), v.maxLength(100_000))),
});

// What comes to be remembered later is `v.optional` here, with a default, so that a file from before it is still read.
const entries = {
  columns: ColumnsSchema,
  density: v.picklist(['comfortable', 'compact']),
  sort: SortSchema,
  places: v.record(v.string(), PlaceSchema),
  searches: v.optional(v.record(v.string(), v.pipe(v.array(SearchTextSchema), v.maxLength(10))), {}),
};
export const PreferencesSchema = v.object(entries) satisfies v.GenericSchema<unknown, Preferences>;

const Saved = v.object({ version: v.literal(1), ...entries });

/** What is there before anything was changed. */
export const defaults: Preferences = {
  columns: ColumnSchema.options.map((column) => ({ column, width: null, hidden: false })),
  density: 'comfortable',
  sort: [{ column: 'shortName', descending: false }],
  places: {},
  searches: {},
};

/** The preferences, in a JSON file that is always written whole. */
export interface PreferenceStore {
  read(): Preferences;
  /** Takes effect at once; it is written half a second after the last change. */
  save(preferences: Preferences): void;
  /** Writes what has not been written yet. */
  close(): void;
}

/**
 * Opens the preferences in `file`. A damaged file is kept under another name, and one of a newer Fieldbook is left alone:
 * the defaults serve then.
 * @param onUnwritable is told why a change could not be written; it lasts until Fieldbook is closed
 */
export function openPreferences(
  file: string,
  now: () => number,
  onUnwritable: (failure: Failure) => void,
): PreferenceStore {
  const content = readJsonFile(file, Saved, now());
  let preferences = content.kind === 'read' ? v.parse(PreferencesSchema, content.value) : defaults;
  let waiting: NodeJS.Timeout | undefined;

  function write(): void {
    clearTimeout(waiting);
    waiting = undefined;
    try {
      writeJsonFile(file, { version: 1, ...preferences });
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      onUnwritable(error.failure);
    }
  }

  return {
    read: () => preferences,
    save(next) {
      preferences = next;
      if (content.kind !== 'newer') waiting ??= setTimeout(write, writeDelay);
    },
    close() {
      if (waiting) write();
    },
  };
}

/** The preferences without what was remembered of connections that are gone. */
export function withPlacesOf(connectionIds: readonly string[], preferences: Preferences): Preferences {
  function kept<T>(byConnection: Record<string, T>): Record<string, T> {
    return Object.fromEntries(Object.entries(byConnection).filter(([id]) => connectionIds.includes(id)));
  }
  return { ...preferences, places: kept(preferences.places), searches: kept(preferences.searches) };
}
