import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordChanges } from './changes.ts';
import { connect } from './database.ts';
import { recordRefresh } from './refresh-log.ts';

test('the last thousand refreshes stay on record, with what they changed', () => {
  const database = connect(join(mkdtempSync(join(tmpdir(), 'fieldbook-log-')), 'one.sqlite'));
  for (let number = 1; number <= 1_003; number++) {
    recordRefresh(database, { startedAt: number, endedAt: number }, { outcome: 'replaced', received: 1 });
    const added = [{ id: `id-${number}`, shortName: 'A', fullName: 'A', license: 0 }];
    recordChanges(database, number, { added, removed: [], altered: [] });
  }
  const bounds = (table: string, column: string): unknown =>
    database.prepare(`SELECT count(*), min(${column}), max(${column}) FROM ${table}`).raw().get();
  expect(bounds('refreshes', 'number')).toEqual([1_000, 4, 1_003]);
  expect(bounds('changes', 'refresh')).toEqual([1_000, 4, 1_003]);
  database.close();
});
