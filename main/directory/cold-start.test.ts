import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { expect, test, vi } from 'vitest';
import { allCustomers } from '../../test/support/all-customers.ts';
import { cacheCustomers } from '../../test/support/cache-list.ts';
import { connect } from './storage/database.ts';
import { openReader } from './threads/reader.ts';

const Plan = v.array(v.object({ detail: v.string() }));

test('no statement of a start goes through what grows with the number of customers', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'fieldbook-start-')), 'one.sqlite');
  const database = connect(file);
  for (const count of [200, 300]) {
    const customers = Array.from({ length: count }, (_, index) => ({
      id: `id-${index}`,
      shortName: `Customer${index}`,
      fullName: `Customer ${index}`,
      license: index % 6,
    }));
    cacheCustomers(database, customers, count);
  }

  const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
  const reader = openReader({ file, owner: null, ownFolder: '' });
  expect(reader.status().lastChanges).toMatchObject({ added: 100 });
  expect(reader.search({ ...allCustomers, limit: 100 })).toMatchObject({ total: 300, rows: { length: 100 } });
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();

  for (const table of ['customers', 'natural_order']) {
    expect(statements.filter((sql) => sql.includes(`FROM ${table}`))).not.toEqual([]);
  }
  const scans = statements.flatMap((sql) => {
    const parameters = Array.from(sql.matchAll(/\?/g), () => 1);
    const steps = v.parse(Plan, database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters));
    return steps
      .filter(({ detail }) => /SCAN (customers|natural_order|changes)/.test(detail))
      .map(({ detail }) => `${sql}: ${detail}`);
  });
  expect(scans).toEqual([]);
  await reader.close();
  database.close();
});
