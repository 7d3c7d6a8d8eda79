// The connection form: what is typed into it, and what is wrong with that.

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
