import type { Connection, ConnectionDraft, DraftProblems, Failure } from '../../preload/bridge.ts';
import { connections, switchTo } from './connections.svelte.ts';
import { startRefresh } from './refresh.svelte.ts';

/** What the form says of its last attempt. */
export type FormNotice =
  { kind: 'none' } | { kind: 'testing' } | { kind: 'works' } | { kind: 'failed'; failure: Failure };

/** The connection form: what was typed, what is wrong with it, and what it can do. */
export class ConnectionFormState {
  draft: ConnectionDraft = $state(emptyDraft());
  problems: DraftProblems = $state({});
  notice: FormNotice = $state({ kind: 'none' });

  constructor(current: Connection | null) {
    if (current && current.signIn.method !== 'sample') this.draft = draftOf(current, current.signIn);
  }

  async test(): Promise<void> {
    this.problems = {};
    this.notice = { kind: 'testing' };
    const answer = await window.fieldbook.connection.test($state.snapshot(this.draft));
    if (!answer.ok) this.notice = { kind: 'failed', failure: answer.failure };
    else if (answer.value.kind === 'works') this.notice = { kind: 'works' };
    else this.showProblems(answer.value.problems);
  }

  /** Saves and shows the connection. @returns whether it was saved */
  async save(): Promise<boolean> {
    this.problems = {};
    this.notice = { kind: 'none' };
    const answer = await window.fieldbook.connection.save($state.snapshot(this.draft));
    if (!answer.ok) {
      this.notice = { kind: 'failed', failure: answer.failure };
      return false;
    }
    if (answer.value.kind === 'invalid') {
      this.showProblems(answer.value.problems);
      return false;
    }
    this.draft.clientSecret = '';
    this.draft.accessToken = '';
    await switchTo({ ok: true, value: answer.value.connections });
    return true;
  }

  async saveAndRefresh(): Promise<boolean> {
    const saved = await this.save();
    if (saved) void startRefresh();
    return saved;
  }

  async forget(): Promise<void> {
    const { current } = connections;
    if (!current) return;
    const answer = await window.fieldbook.connection.forget(current.id);
    if (answer.ok) await switchTo(answer);
    else this.notice = { kind: 'failed', failure: answer.failure };
  }

  private showProblems(problems: DraftProblems): void {
    this.notice = { kind: 'none' };
    this.problems = problems;
  }
}

export async function exploreSample(): Promise<void> {
  await switchTo(await window.fieldbook.connection.exploreSample());
}

export async function selectConnection(id: string): Promise<void> {
  await switchTo(await window.fieldbook.connection.select(id));
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
