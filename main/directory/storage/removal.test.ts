import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginTemporary } from '../export/unfinished-exports.ts';
import { removeDirectory } from './removal.ts';

test('all of a directory goes, folders called after it and what was left of exports included, and nothing else', async () => {
  const home = mkdtempSync(join(tmpdir(), 'fieldbook-removal-'));
  const file = join(home, 'directories', 'one.sqlite');
  mkdirSync(join(home, 'directories', 'one.sqlite.damaged-2026', 'deep'), { recursive: true });
  for (const name of ['one.sqlite', 'one.sqlite-wal', 'two.sqlite', 'one.sqlite.damaged-2026/deep/file']) {
    writeFileSync(join(home, 'directories', name), '');
  }
  const { file: left } = await beginTemporary(file, join(home, 'customers.csv'));
  writeFileSync(left, 'half an export');
  await removeDirectory(file);
  expect(readdirSync(home)).toEqual(['directories']);
  expect(readdirSync(join(home, 'directories'))).toEqual(['two.sqlite']);
  await removeDirectory(file);
});
