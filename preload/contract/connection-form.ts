// The connection form: what is typed into it, and what is wrong with that.

/** The text fields of the connection form. */
export const connectionFields = [
  'name',
  'serviceProviderUrl',
  'tenantId',
  'clientId',
  'clientSecret',
  'scope',
  'authority',
  'accessToken',
] as const;

export type ConnectionField = (typeof connectionFields)[number];

/** What the connection form holds, exactly as typed. Secrets travel in this direction only. */
export interface ConnectionDraft extends Record<ConnectionField, string> {
  /** The connection being edited, whose stored secret serves when none is typed; null for a new one. */
  editing: string | null;
  method: 'entra-app' | 'access-token';
}

export type DraftProblems = Partial<Record<ConnectionField, string>>;
