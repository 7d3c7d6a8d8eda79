import type { ConnectionDraft, DraftProblems } from '../../preload/contract/connection-form.ts';
import { type Connection, defaultAuthority } from '../../preload/contract/connections.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { dismissFailure, showFailure } from './alerts.svelte.ts';
import { switchTo } from './switching.svelte.ts';
import { startRefresh } from './refresh.svelte.ts';

/** What the form says of its last attempt. */
export type FormNotice =
  { kind: 'none' } | { kind: 'testing' } | { kind: 'works' } | { kind: 'failed'; failure: Failure };

/** The connection form: what was typed, what is wrong with it, and what it can do. */
export class ConnectionFormState {
  draft: ConnectionDraft = $state(emptyDraft());
  problems: DraftProblems = $state({});
  notice: FormNotice = $state({ kind: 'none' });
  /** While it saves or tests, pressing again does nothing. */
  busy = $state(false);
  /** Whether the fields that few people need are shown. */
  advanced = $state(false);

  /**
   * @param edited null for a new connection
   * @param refusal what its last refresh failed with; its field is marked
   */
  constructor(edited: Connection | null, refusal: Failure | null) {
    if (edited) this.draft = draftOf(edited, edited.signIn);
    this.advanced = !['', defaultAuthority].includes(this.draft.authority);
    if (refusal) this.markField(refusal);
  }

  async test(): Promise<void> {
    await this.whileBusy(() => this.runTest());
  }

  /** Saves and shows the connection. @returns whether it was saved */
  async save(): Promise<boolean> {
    return (await this.whileBusy(() => this.runSave())) ?? false;
  }

  /** What was said of one draft does not hold for the next. */
  edited(): void {
    if (!this.busy) this.notice = { kind: 'none' };
  }

  /** Says that what was about to be pasted does not belong in this field. */
  refusePaste(field: string, problem: string): void {
    if (Object.hasOwn(this.draft, field)) this.problems = { ...this.problems, [field]: problem };
  }

  private async whileBusy<T>(action: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    try {
      return await action();
    } finally {
      this.busy = false;
    }
  }

  private async runTest(): Promise<void> {
    this.problems = {};
    this.notice = { kind: 'testing' };
    const answer = await window.fieldbook.connection.test($state.snapshot(this.draft));
    if (!answer.ok) this.fail(answer.failure);
    else if (answer.value.kind === 'works') this.notice = { kind: 'works' };
    else this.showProblems(answer.value.problems);
  }

  private async runSave(): Promise<boolean> {
    this.problems = {};
    this.notice = { kind: 'none' };
    const answer = await window.fieldbook.connection.save($state.snapshot(this.draft));
    if (!answer.ok) {
      this.fail(answer.failure);
      return false;
    }
    if (answer.value.kind === 'invalid') {
      this.showProblems(answer.value.problems);
      return false;
    }
    this.draft.clientSecret = '';
    this.draft.accessToken = '';
    if (answer.value.notKept) showFailure('connection', answer.value.notKept);
    else dismissFailure('connection');
    await switchTo({ ok: true, value: answer.value.connections });
    return true;
  }

  async saveAndRefresh(): Promise<boolean> {
    const saved = await this.save();
    if (saved) void startRefresh();
    return saved;
  }

  private fail(failure: Failure): void {
    this.notice = { kind: 'failed', failure };
    this.markField(failure);
  }

  private markField({ field, advice }: Failure): void {
    if (field === undefined) return;
    this.problems = { [field]: advice };
    this.advanced ||= field === 'authority';
  }

  private showProblems(problems: DraftProblems): void {
    this.notice = { kind: 'none' };
    this.problems = problems;
    this.advanced ||= problems.authority !== undefined;
  }
}

/** Shows the built-in sample. @returns the failure that kept it from doing so, if any */
export async function exploreSample(): Promise<Failure | null> {
  const failure = await switchTo(await window.fieldbook.connection.exploreSample());
  if (!failure) void startRefresh();
  return failure;
}

/** Removes a connection, its secret and its cached list. @returns as above */
export async function forgetConnection(id: string): Promise<Failure | null> {
  return switchTo(await window.fieldbook.connection.forget(id));
}

function emptyDraft(): ConnectionDraft {
  return {
    editing: null,
    name: '',
    serviceProviderUrl: '',
    method: 'entra-app',
    tenantId: '',
    clientId: '',
    clientSecret: '',
    scope: '',
    authority: '',
    accessToken: '',
  };
}

function draftOf({ id, name, baseUrl }: Connection, signIn: Connection['signIn']): ConnectionDraft {
  const entered = { ...emptyDraft(), editing: id, name, serviceProviderUrl: baseUrl.replace(/\/tenantui$/, '') };
  if (signIn.method !== 'entra-app') return { ...entered, method: 'access-token' };
  return { ...entered, ...signIn };
}
