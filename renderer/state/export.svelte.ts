import type { Exported, ExportFormat } from '../../preload/contract/export.ts';
import type { Failure } from '../../preload/contract/failures.ts';
import { showUnlessOk } from './alerts.svelte.ts';
import { shownChanges } from './changes.svelte.ts';
import { labels } from '../texts/changes.ts';
import { currentFilter, customers, unfiltered } from './customers.svelte.ts';

export type ExportScope = 'selected' | 'shown' | 'all';

type ExportStep =
  | { kind: 'choosing' }
  | { kind: 'saving' }
  | { kind: 'saved'; file: string; rows: number }
  | { kind: 'failed'; failure: Failure };

/** The changes that are shown, called so. */
export function exportedChanges(): Exported {
  return { of: 'changes', filter: shownChanges(), labels };
}

/** The customers that are selected or shown, or all of them, in the order that is shown. */
export function exportedCustomers(scope: ExportScope): Exported {
  const shown = currentFilter();
  const ranges = scope === 'selected' ? $state.snapshot(customers.selected) : null;
  return { of: 'customers', filter: scope === 'all' ? { ...unfiltered, sort: shown.sort } : shown, ranges };
}

/** One export: what the person chose, and what came of it. */
export class Export {
  scope: ExportScope = $state('shown');
  format: ExportFormat = $state('csv');
  step: ExportStep = $state({ kind: 'choosing' });

  /** Asks where to, and saves. If the person gives up, their choices stay. */
  async save(exported: Exported): Promise<void> {
    if (this.step.kind === 'saving') return;
    this.step = { kind: 'saving' };
    const answer = await window.fieldbook.export.save({ ...exported, format: this.format });
    if (!answer.ok) this.step = { kind: 'failed', failure: answer.failure };
    else if (answer.value.kind === 'saved') this.step = answer.value;
    else this.step = { kind: 'choosing' };
  }

  /** Cancels the export; nothing is left of it. */
  cancel(): void {
    if (this.step.kind === 'saving') void cancelExport();
  }
}

async function cancelExport(): Promise<void> {
  showUnlessOk('app', await window.fieldbook.export.cancel());
}
