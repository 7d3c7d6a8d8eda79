/**
 * The contract between the main process and the window: every channel, argument, answer, event and domain type, once.
 * Types only; a channel is called `noun:verb` and reaches the window as `window.fieldbook.noun.verb`.
 */

/** The closed list of what can go wrong; what each means to a person is in `main/failure.ts`. */
export type FailureCode =
  | 'offline'
  | 'timed-out'
  | 'tls'
  | 'proxy'
  | 'sign-in-rejected'
  | 'token-rejected'
  | 'forbidden'
  | 'not-found'
  | 'throttled'
  | 'server-error'
  | 'not-live-platform'
  | 'malformed'
  | 'too-large'
  | 'cancelled'
  | 'keychain-unavailable'
  | 'keychain-locked'
  | 'keychain-denied'
  | 'keychain-full'
  | 'cache-unwritable'
  | 'cache-unreadable'
  | 'cache-damaged'
  | 'cache-of-another-connection'
  | 'cache-from-newer-version'
  | 'export-failed'
  | 'unexpected';

/**
 * A failure is data: a person reads title and advice, support reads code and detail. It never holds a secret, and of what a
 * server said only numbers, known codes and GUIDs.
 */
export interface Failure {
  code: FailureCode;
  title: string;
  detail: string;
  advice: string;
  /** The HTTP status, where one was answered. */
  status?: number;
  retryAfterSeconds?: number;
  /** The field of the connection form that it is about. */
  field?: ConnectionField;
  /**
   * A server's own words, where nothing else explains the failure: shown once, never stored, logged or copied. Null: they were
   * withheld, because they may repeat a secret.
   */
  quote?: string | null;
}

/** What a failure belongs to: a step, or a part of the window. With the code it decides what is offered (`renderer/alerts/offers.ts`). */
export type FailureOrigin =
  'start' | 'refresh' | 'decision' | 'list' | 'copy' | 'history' | 'preferences' | 'updates' | 'connection' | 'app';

/** A failure and what it belongs to. */
export interface OriginatedFailure {
  origin: FailureOrigin;
  failure: Failure;
}

/** An error that nobody caught in the window, as it is reported for the log: its message is left out, for it can hold data. */
export interface ErrorReport {
  /** Where it was caught: by the window, as a rejected promise, or by the boundary around a part of the window. */
  where: 'error' | 'rejection' | 'part';
  name: string;
  stack: string;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

// ── Connections ──────────────────────────────────────────────────────────────────────────────────────────────────

/** How to sign in, without the secret that goes with it. `sample` is the built-in list, which needs no network. */
export type SignIn =
  | { method: 'entra-app'; tenantId: string; clientId: string; scope: string; authority: string }
  | { method: 'access-token' }
  | { method: 'sample' };

/** Where a connection's secret is kept: never what it is. */
export type SecretPlace = 'keychain' | 'this-run' | 'none';

export interface Connection {
  id: string;
  name: string;
  /** `https://host/tenantui`, as normalised from what the person typed; empty for the sample. */
  baseUrl: string;
  signIn: SignIn;
}

export interface Connections {
  /** The connection whose directory the window shows; null before the first one. */
  current: (Connection & { secret: SecretPlace }) | null;
  others: Connection[];
  /** Of these something could not be removed yet; `failure` says what, once it was tried. They are gone for every other purpose. */
  forgetting: (Pick<Connection, 'id' | 'name'> & { failure: Failure | null })[];
  /** What was wrong with the saved connections when Fieldbook started. */
  problem: Failure | null;
}

/** What the connection form holds, exactly as typed. Secrets travel in this direction only. */
export interface ConnectionDraft {
  /** The connection being edited, whose stored secret serves when none is typed; null for a new one. */
  editing: string | null;
  name: string;
  serviceProviderUrl: string;
  method: 'entra-app' | 'access-token';
  tenantId: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  authority: string;
  accessToken: string;
}

/** A text field of the connection form. */
export type ConnectionField = Exclude<keyof ConnectionDraft, 'editing' | 'method'>;

export type DraftProblems = Partial<Record<ConnectionField, string>>;

/** `notKept`: why the secret that was typed is not in the keychain, but kept until Fieldbook is closed. */
export type SaveOutcome =
  { kind: 'saved'; connections: Connections; notKept: Failure | null } | { kind: 'invalid'; problems: DraftProblems };

export type TestOutcome = { kind: 'works' } | { kind: 'invalid'; problems: DraftProblems };

// ── The directory ────────────────────────────────────────────────────────────────────────────────────────────────

export type ServiceFamily = 'Direct Routing' | 'Operator Connect' | 'Unknown service';

export interface License {
  /** The number Live Platform sent, known or not. */
  number: number;
  name: string;
  service: ServiceFamily;
}

export interface LicenseCount extends License {
  customers: number;
}

/** Of many licenses, the ones that few customers have are not listed: how many those are, and their customers. */
export interface UnlistedLicenses {
  licenses: number;
  customers: number;
}

export type CustomerColumn = 'shortName' | 'fullName' | 'license' | 'service' | 'id';

export interface SortKey {
  column: CustomerColumn;
  descending: boolean;
}

export interface CustomerQuery {
  /** As a person types it: words, phrases and filters, read by `main/directory/search/query-language.ts`. */
  text: string;
  /** License numbers; an empty list means all. */
  licenses: number[];
  /** Only what this refresh, by number, added or changed; null means all. */
  changedIn: number | null;
  /** One to five columns, each once; the first one counts before all, and equal customers stay in natural order. */
  sort: SortKey[];
  /** The first row wanted, counted from 0. */
  offset: number;
  /** At most 200. */
  limit: number;
  /** Keys of customers whose rows are asked for too; at most 200. */
  locate: string[];
}

/** Which customers are listed, and in which order. */
export type CustomerFilter = Pick<CustomerQuery, 'text' | 'licenses' | 'changedIn' | 'sort'>;

/** Rows of a list, counted from 0, the last one included. */
export interface RowRange {
  first: number;
  last: number;
}

/** Rows that are copied as a table with these columns. */
export interface CopyRequest {
  filter: CustomerFilter;
  /** Ascending, without overlaps. */
  ranges: RowRange[];
  columns: { column: CustomerColumn; title: string }[];
}

/** Where the words of a search occur in a text: `[start, end)` pairs of UTF-16 positions, ascending, not overlapping. */
export type MatchRanges = [start: number, end: number][];

export interface CustomerRow {
  /** Stays with this customer from one refresh to the next, and is no other's: made of the ID or, for a lead, of all that it has. */
  key: string;
  /** Null: a lead to which no license has been applied yet. */
  id: string | null;
  shortName: string;
  fullName: string;
  license: License;
  matches: { shortName: MatchRanges; fullName: MatchRanges; id: MatchRanges };
}

export interface CustomerPage {
  offset: number;
  rows: CustomerRow[];
  /** Customers that match text and licenses. */
  total: number;
  /** The row of each customer in the query's `locate`; null where it is not listed. */
  located: (number | null)[];
  /** Customers that match the text, by license: the six known ones always, of unknown ones the chosen and the most frequent. */
  licenses: LicenseCount[];
  unlistedLicenses: UnlistedLicenses;
}

/** What the filter that is being typed, from `start` to `end` in `text`, may become. */
export interface Suggestions {
  /** The search text, cleaned of what is not from a keyboard. */
  text: string;
  start: number;
  end: number;
  /** Whole filters, such as `license:"OC Pro"`, and how many customers each would find; null where they are not counted. */
  items: { term: string; customers: number | null }[];
}

/** A row of the list that could not be used: what it was is not kept, only where it stood and why. */
export interface SetAside {
  /** Counted from 1, as a person counts. */
  position: number;
  reason: string;
}

/** The list that is cached: when it was fetched (epoch milliseconds), and what became of its rows. */
export interface Snapshot {
  refreshedAt: number;
  customers: number;
  received: number;
  /** Rows that repeated another one to the letter. */
  collapsed: number;
  /** All of them are counted, the first hundred are listed. */
  setAside: { count: number; listed: SetAside[] };
}

/** `applied`: a lead got its ID. */
export type ChangeKind = 'added' | 'removed' | 'renamed' | 'license' | 'applied';

/** How many customers a refresh changed; one that was renamed and got another license counts twice. */
export type ChangeCounts = Record<ChangeKind, number>;

/** What the last refresh that got a list has changed. */
export interface LastChanges extends ChangeCounts {
  /** The refresh's number, for `CustomerQuery.changedIn`. */
  refresh: number;
  /** At most a hundred. */
  removedNames: string[];
}

/** One change in a customer's history (epoch milliseconds); names or licenses as they were before and after. */
export interface CustomerChange {
  at: number;
  kind: ChangeKind;
  before: string | null;
  after: string | null;
}

/** What is on record of a customer. */
export interface CustomerHistory {
  /** When a list first held the customer (epoch milliseconds); `oldestList`: there is no older list on record. Null when nothing is. */
  firstSeen: { at: number; oldestList: boolean } | null;
  /** Newest first, at most a hundred. */
  changes: CustomerChange[];
}

/** A past refresh (epoch milliseconds); `received` counts rows, `changes` is null when it changed nothing. */
export interface RefreshRecord {
  number: number;
  startedAt: number;
  endedAt: number;
  outcome: 'replaced' | 'unchanged' | 'held' | 'failed';
  received: number | null;
  failure: Failure | null;
  changes: ChangeCounts | null;
  /** Customers by license in the list that was cached then, as in `CustomerPage`; null when the refresh brought none. */
  licenses: LicenseCount[] | null;
}

/** Why a list is suspicious: it takes away much, at once or within a week, or comes with new IDs or without names. */
export type HeldReason = 'removed' | 'removed-in-steps' | 'new-ids' | 'no-names';

/** A list that waits for the person's decision: of `cached` customers it leaves `remaining` as they are known. */
export interface HeldList {
  at: number;
  reason: HeldReason;
  cached: number;
  remaining: number;
  /** The short names of those who would go, or be others; at most a hundred. */
  leaving: string[];
}

export type HeldChoice = 'keep' | 'replace';

export interface DirectoryStatus {
  snapshot: Snapshot | null;
  /** The last refresh, if it failed after the snapshot was made (epoch milliseconds). */
  lastFailure: { at: number; failure: Failure } | null;
  /** Null when the last list was the same as the one before, or the first. */
  lastChanges: LastChanges | null;
  /** A list that waits for the person's decision. */
  held: HeldList | null;
  /** What is wrong with the cache itself: damaged and set aside, from a newer version, unwritable, unreadable. */
  cacheProblem: Failure | null;
}

// ── Exporting ────────────────────────────────────────────────────────────────────────────────────────────────────

export type ExportFormat = 'csv' | 'json';

export interface ExportRequest {
  filter: CustomerFilter;
  format: ExportFormat;
}

/** What became of an export: saved with so many customers under this path, or given up by the person. */
export type ExportOutcome = { kind: 'saved'; file: string; customers: number } | { kind: 'cancelled' };

// ── Refreshing ───────────────────────────────────────────────────────────────────────────────────────────────────

export type RefreshState =
  | { kind: 'idle' }
  | {
      kind: 'running';
      step: 'signing-in' | 'waiting' | 'downloading' | 'saving';
      receivedBytes: number;
      /** How many were read out of the bytes so far. */
      rows: number;
      /** For how many milliseconds Live Platform has sent almost nothing; null while bytes flow, and where none are waited for. */
      stalledFor: number | null;
    }
  /** It failed, for a reason that may pass, and is tried again so many milliseconds after this was told. */
  | { kind: 'waiting'; pause: number };

// ── Preferences ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface ColumnSetting {
  column: CustomerColumn;
  /** In CSS pixels; null: as wide as the design has it. */
  width: number | null;
  hidden: boolean;
}

export type Density = 'comfortable' | 'compact';

/** Where a person was in the list of one connection. */
export interface ListPlace {
  text: string;
  licenses: number[];
  /** The `key` of the selected customer. */
  selected: string | null;
}

/** What Fieldbook remembers of how a person likes to work; no secret is among it. */
export interface Preferences {
  /** Every column once, in the order they are shown in. */
  columns: ColumnSetting[];
  density: Density;
  sort: SortKey[];
  /** By connection ID. */
  places: Record<string, ListPlace>;
  /** What was searched for last, by connection ID: each once, newest first, at most ten. */
  searches: Record<string, string[]>;
}

// ── About ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Somebody else's work that ships in Fieldbook: its SPDX license expression, and the license's text, empty where it brings none. */
export interface Component {
  name: string;
  version: string;
  license: string;
  text: string;
}

export interface About {
  version: string;
  /** What Fieldbook runs on. */
  runtimes: { name: string; version: string }[];
  components: Component[];
}

/** What the application menu asks of the window. */
export type MenuCommand = 'refresh' | 'export' | 'connection' | 'find' | 'help' | 'shortcuts' | 'about';

// ── Channels ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the window may ask of the main process. */
export interface Invocations {
  'connection:list': () => Connections;
  /** False where no keychain answers: secrets are then kept until Fieldbook is closed. */
  'connection:keychain-available': () => boolean;
  /** Looks again for connections that could not be read, and opens the current one if they can be now. */
  'connection:read-again': () => Connections;
  'connection:test': (draft: ConnectionDraft) => TestOutcome;
  'connection:save': (draft: ConnectionDraft) => SaveOutcome;
  'connection:select': (id: string) => Connections;
  /** Removes a connection, its secret and its list; what can't be removed is in `forgetting` then. Again, it is tried again. */
  'connection:forget': (id: string) => Connections;
  'connection:explore-sample': () => Connections;
  /** Null when there is no connection. */
  'directory:status': () => DirectoryStatus | null;
  /** The last hundred refreshes, newest first. */
  'directory:refreshes': () => RefreshRecord[];
  /** Applies or discards the list that waits. */
  'directory:resolve-held': (choice: HeldChoice) => DirectoryStatus;
  'customers:search': (query: CustomerQuery) => CustomerPage;
  /** `caret` is where the next letter goes, in UTF-16 positions. */
  'customers:suggest': (text: string, caret: number) => Suggestions;
  /** Puts rows on the clipboard, as text and as a table that pastes into a spreadsheet or a chat; answers how many. */
  'customers:copy': (request: CopyRequest) => number;
  /** What is on record of the customer with this key. */
  'customers:history': (key: string) => CustomerHistory;
  /** Asks where to, then writes the file. */
  'export:save': (request: ExportRequest) => ExportOutcome;
  'export:cancel': () => null;
  /** Shows the file that was exported last in the system's file manager. */
  'export:show-in-folder': () => null;
  /** Answers when the refresh has ended; while one runs, a second call joins it. */
  'refresh:start': () => DirectoryStatus;
  'refresh:cancel': () => null;
  'preferences:read': () => Preferences;
  /** Remembers them at once, and on disk soon after; places of connections that are gone are dropped. */
  'preferences:save': (preferences: Preferences) => null;
  'about:read': () => About;
  /** What went wrong while no window was listening, such as at the start; each is told once. */
  'failure:waiting': () => OriginatedFailure[];
  /** Logs an error of the window, and answers what to show. */
  'failure:report': (report: ErrorReport) => Failure;
  'clipboard:write': (text: string) => null;
  /** Puts on the clipboard what a support engineer needs to know of a failure; no secret. */
  'support:copy-details': (failure: Failure) => null;
}

/** What the main process tells the window, unasked. */
export interface Events {
  /** The connections, when something changes without being asked for. */
  'connection:changed': Connections;
  'refresh:changed': RefreshState;
  'directory:changed': DirectoryStatus | null;
  'menu:command': MenuCommand;
  /** What nobody asked for has failed: an error in the main process or in a thread, for instance. */
  'failure:told': OriginatedFailure;
}

export type Channel = keyof Invocations;
export type Arguments<C extends Channel> = Parameters<Invocations[C]>;
export type Value<C extends Channel> = ReturnType<Invocations[C]>;

type Call<C extends Channel> = (...args: Arguments<C>) => Promise<Answer<Value<C>>>;
type Subscribe<E extends keyof Events> = (listener: (payload: Events[E]) => void) => () => void;

/** `window.fieldbook`: all that the window can reach. */
export interface Fieldbook {
  connection: {
    list: Call<'connection:list'>;
    keychainAvailable: Call<'connection:keychain-available'>;
    readAgain: Call<'connection:read-again'>;
    test: Call<'connection:test'>;
    save: Call<'connection:save'>;
    select: Call<'connection:select'>;
    forget: Call<'connection:forget'>;
    exploreSample: Call<'connection:explore-sample'>;
    onChanged: Subscribe<'connection:changed'>;
  };
  directory: {
    status: Call<'directory:status'>;
    refreshes: Call<'directory:refreshes'>;
    resolveHeld: Call<'directory:resolve-held'>;
    onChanged: Subscribe<'directory:changed'>;
  };
  customers: {
    search: Call<'customers:search'>;
    suggest: Call<'customers:suggest'>;
    history: Call<'customers:history'>;
    copy: Call<'customers:copy'>;
  };
  export: {
    save: Call<'export:save'>;
    cancel: Call<'export:cancel'>;
    showInFolder: Call<'export:show-in-folder'>;
  };
  refresh: {
    start: Call<'refresh:start'>;
    cancel: Call<'refresh:cancel'>;
    onChanged: Subscribe<'refresh:changed'>;
  };
  preferences: {
    read: Call<'preferences:read'>;
    save: Call<'preferences:save'>;
  };
  menu: {
    onCommand: Subscribe<'menu:command'>;
  };
  about: {
    read: Call<'about:read'>;
  };
  failure: {
    waiting: Call<'failure:waiting'>;
    report: Call<'failure:report'>;
    onTold: Subscribe<'failure:told'>;
  };
  clipboard: {
    write: Call<'clipboard:write'>;
  };
  support: {
    copyDetails: Call<'support:copy-details'>;
  };
}
