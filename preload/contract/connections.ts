// The connections: where Live Platform is, and how to sign in to it.
import type { DraftProblems } from './connection-form.ts';
import type { DirectoryStatus } from './directory.ts';
import type { Failure } from './failures.ts';

/** The sign-in authority of Entra ID's public cloud; sovereign clouds have others, which a person can enter. */
export const defaultAuthority = 'https://login.microsoftonline.com';

/** How to sign in, without the secret that goes with it. `sample` is the built-in list, which needs no network. */
export type SignIn =
  | { method: 'entra-app'; tenantId: string; clientId: string; scope: string; authority: string }
  | { method: 'access-token' }
  | { method: 'sample' };

/** Where a connection's secret is kept: never what it is. */
export type SecretLocation = 'keychain' | 'this-run' | 'none';

export interface Connection {
  id: string;
  name: string;
  /** `https://host/tenantui`, as normalised from what the person typed; empty for the sample. */
  baseUrl: string;
  signIn: SignIn;
}

/** A connection, and what is known of its secret. */
export interface KnownConnection extends Connection {
  secret: SecretLocation;
}

/** What is cached of a connection that is not shown. */
export type Overview = Pick<DirectoryStatus, 'snapshot' | 'lastFailure' | 'held'>;

/** What is in one connection's directory, with the connection's ID: while the window shows another one, it is not drawn. */
export interface OfConnection<Content> {
  connection: string;
  content: Content;
}

export interface Connections {
  /** The connection whose directory the window shows; null before the first one. */
  current: KnownConnection | null;
  others: KnownConnection[];
  /** IDs of both, in the order in which they were made: the first nine have a key each. */
  order: string[];
  /** Of these something could not be removed yet; `failure` says what, once it was tried. They are gone for every other purpose. */
  forgetting: (Pick<Connection, 'id' | 'name'> & { failure: Failure | null })[];
  /** What was wrong with the saved connections when Fieldbook started. */
  problem: Failure | null;
}

/** `notKept`: why the secret that was typed is not in the keychain, but kept until Fieldbook is closed. */
export type SaveOutcome =
  { kind: 'saved'; connections: Connections; notKept: Failure | null } | { kind: 'invalid'; problems: DraftProblems };

export type TestOutcome = { kind: 'works' } | { kind: 'invalid'; problems: DraftProblems };
