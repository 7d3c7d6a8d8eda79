import * as v from 'valibot';
import { customerColumns } from '../preload/contract/columns.ts';
import type { Failure } from '../preload/contract/failures.ts';
import {
  type ColumnSetting,
  defaultPreferences,
  densities,
  mostSearches,
  type Preferences,
} from '../preload/contract/preferences.ts';
import { longestSearch, mostLicenses } from '../preload/contract/customers.ts';
import { looksLikeSecret } from './connections/looks-like-secret.ts';
import { FailureError } from './failure.ts';
import { contentProblem, type ContentWording, openJsonFile } from './json-file/json-file.ts';
import { validEntries, validValues } from './json-file/valid-values.ts';

/** How long changes are gathered before they are written, since a search is remembered letter by letter. */
const writeDelay = 500;

export const ColumnSchema = v.picklist(customerColumns);

const SortKeySchema = v.strictObject({ column: ColumnSchema, descending: v.boolean() });

/** What a list can be sorted by: each column once. */
export const SortSchema = v.pipe(
  v.array(SortKeySchema),
  v.check((keys) => new Set(keys.map(({ column }) => column)).size === keys.length),
);

const ColumnSettingSchema = v.object({
  column: ColumnSchema,
  width: v.nullable(v.pipe(v.number(), v.minValue(20), v.maxValue(5_000))),
  hidden: v.boolean(),
});

const ColumnsSchema = v.pipe(
  v.array(ColumnSettingSchema),
  v.check((columns) => ColumnSchema.options.every((name) => columns.some(({ column }) => column === name))),
  v.length(ColumnSchema.options.length),
  v.check((columns) => columns.some(({ hidden }) => !hidden)),
);

const DensitySchema = v.picklist(densities);

export const SearchTextSchema = v.pipe(v.string(), v.maxLength(longestSearch));

const LicenseSchema = v.pipe(v.number(), v.integer());

/** The licenses that a list is filtered by. */
export const LicensesSchema = v.pipe(v.array(LicenseSchema), v.maxLength(mostLicenses));

const SelectedSchema = v.nullable(v.pipe(v.string(), v.maxLength(100_000)));

const RefreshNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

const SavedViewSchema = v.object({
  text: SearchTextSchema,
  licenses: LicensesSchema,
  selected: SelectedSchema,
});

// A preference added later is `v.optional` here, with a default, so that an older file still counts as whole.
const entries = {
  columns: ColumnsSchema,
  density: DensitySchema,
  sort: SortSchema,
  savedViews: v.record(v.string(), SavedViewSchema),
  seenChanges: v.optional(v.record(v.string(), RefreshNumber), {}),
  searches: v.optional(v.record(v.string(), v.pipe(v.array(SearchTextSchema), v.maxLength(mostSearches))), {}),
};
export const PreferencesSchema = v.object(entries) satisfies v.GenericSchema<unknown, Preferences>;

const ValidLicenses = v.pipe(
  validEntries(LicenseSchema),
  v.transform((licenses) => licenses.slice(0, mostLicenses)),
);

const ValidSavedView = v.object({
  text: v.fallback(SearchTextSchema, ''),
  licenses: v.fallback(ValidLicenses, []),
  selected: v.fallback(SelectedSchema, null),
});

const ValidSearches = v.pipe(
  validEntries(SearchTextSchema),
  v.transform((searches) => searches.slice(0, mostSearches)),
);

/** Value by value: an invalid one does not affect the others. What a newer Fieldbook adds stays in the file. */
const ValidPreferences = v.looseObject({
  version: v.literal(1),
  columns: v.fallback(v.pipe(validEntries(ColumnSettingSchema), v.transform(allColumns)), defaultPreferences.columns),
  density: v.fallback(DensitySchema, defaultPreferences.density),
  sort: v.fallback(v.pipe(validEntries(SortKeySchema), v.transform(firstOfEach)), defaultPreferences.sort),
  savedViews: v.fallback(validValues(ValidSavedView), {}),
  seenChanges: v.fallback(validValues(RefreshNumber), {}),
  searches: v.fallback(validValues(ValidSearches), {}),
});

const WholePreferences = v.object({ version: v.literal(1), ...entries });

function allColumns(settings: ColumnSetting[]): ColumnSetting[] {
  const once = firstOfEach(settings);
  const missing = defaultPreferences.columns.filter(({ column }) => !once.some((setting) => setting.column === column));
  const columns = [...once, ...missing];
  return columns.every(({ hidden }) => hidden) ? columns.map((column) => ({ ...column, hidden: false })) : columns;
}

function firstOfEach<T extends { column: string }>(settings: T[]): T[] {
  return settings.filter(({ column }, index) => settings.findIndex((setting) => setting.column === column) === index);
}

const wording: ContentWording = {
  newer: {
    title: 'Your preferences were saved by a newer Fieldbook',
    advice: 'Update Fieldbook to use them. What you change now is remembered until Fieldbook is closed.',
  },
  unreadable: {
    title: 'Your preferences can’t be read',
    advice:
      'They were left alone. What you change now is remembered until Fieldbook is closed; the next start reads them again.',
  },
  damaged: {
    title: 'Your preferences were damaged',
    advice: 'The damaged file was kept under another name. Columns, sorting and searches are back to their defaults.',
  },
  partly: {
    title: 'Some of your preferences were not valid',
    advice: 'The others are used. Before anything is saved, the file is copied to another name.',
  },
};

const unwritable = {
  title: 'Your preferences can’t be saved',
  advice:
    'What you change is remembered until Fieldbook is closed. Check that the disk has free space and that Fieldbook’s data folder is writable.',
};

/** The preferences, in a JSON file that is always written whole. */
export interface PreferenceStore {
  /** What was wrong with the file when it was opened; null when nothing was. */
  problem: Failure | null;
  read(): Preferences;
  /** Takes effect at once, and is written half a second after the last change. */
  save(preferences: Preferences): void;
  /** Writes what has not been written yet. */
  close(): void;
}

/**
 * Opens the preferences in `file`. Defaults take the place of what is invalid, or of everything if none of it is usable. A
 * file that can't be read now, or is a newer Fieldbook's, is not written in this run.
 * @param onUnwritable called with why a change could not be written, once until one can be; the change lasts until
 *   Fieldbook is closed
 */
export function openPreferences(
  file: string,
  now: () => number,
  onUnwritable: (failure: Failure) => void,
): PreferenceStore {
  const json = openJsonFile(file, { whole: WholePreferences, valid: ValidPreferences }, now);
  const content = json.content();
  const saved = content.kind === 'read' ? content.value : { version: 1 as const, ...defaultPreferences };
  const { columns, density, sort, savedViews, seenChanges, searches } = saved;
  // What was remembered is only known then: a file that becomes readable later must not be overwritten.
  const mayWrite = content.kind !== 'unreadable' && content.kind !== 'newer';
  let preferences: Preferences = { columns, density, sort, savedViews, seenChanges, searches };
  let waiting: NodeJS.Timeout | undefined;
  let isUnwritable = false;

  function write(): void {
    clearTimeout(waiting);
    waiting = undefined;
    try {
      json.write({ ...saved, ...withoutSecrets(preferences) });
      isUnwritable = false;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      if (!isUnwritable) onUnwritable({ ...error.failure, ...unwritable });
      isUnwritable = true;
    }
  }

  return {
    problem: contentProblem(file, content, wording),
    read: () => preferences,
    save(next) {
      preferences = next;
      if (mayWrite) waiting ??= setTimeout(write, writeDelay);
    },
    close() {
      if (waiting) write();
    },
  };
}

/** The preferences without searches that look like a secret, which may have been pasted there: none of it may come into a file. */
function withoutSecrets({ savedViews, searches, ...others }: Preferences): Preferences {
  return {
    ...others,
    savedViews: mapValues(savedViews, (view) => (looksLikeSecret(view.text) ? { ...view, text: '' } : view)),
    searches: mapValues(searches, (texts) => texts.filter((text) => !looksLikeSecret(text))),
  };
}

function mapValues<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** The preferences without those of connections that no longer exist. */
export function withoutGoneConnections(connectionIds: readonly string[], preferences: Preferences): Preferences {
  function kept<T>(byConnection: Record<string, T>): Record<string, T> {
    return Object.fromEntries(Object.entries(byConnection).filter(([id]) => connectionIds.includes(id)));
  }
  return {
    ...preferences,
    savedViews: kept(preferences.savedViews),
    seenChanges: kept(preferences.seenChanges),
    searches: kept(preferences.searches),
  };
}
