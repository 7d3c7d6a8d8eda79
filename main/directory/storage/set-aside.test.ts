import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setAside, setAsideStrangers } from './set-aside.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

test('a database is set aside with all that belongs to it, and never over an earlier one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-set-aside-'));
  const file = join(folder, 'one.sqlite');
  const names = [1, 2, 3].map((number) => {
    writeFileSync(file, `database ${number}`);
    writeFileSync(`${file}-wal`, `log ${number}`);
    return setAside(file, now);
  });
  const stamp = 'one.sqlite.damaged-2026-01-02T03-04-05.000Z';
  expect(names).toEqual([stamp, `${stamp}-2`, `${stamp}-3`]);
  expect(readdirSync(folder)).toHaveLength(6);
  expect(names.map((name) => readFileSync(join(folder, `${name}-wal`), 'utf8'))).toEqual(['log 1', 'log 2', 'log 3']);
});

test('what is no file in the place of a log or its index gets another name, and nothing else does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-strangers-'));
  const file = join(folder, 'one.sqlite');
  writeFileSync(file, 'database');
  writeFileSync(`${file}-journal`, 'journal');
  expect(setAsideStrangers(file, now)).toEqual([]);
  mkdirSync(`${file}-wal`);
  writeFileSync(join(`${file}-wal`, 'kept'), 'kept');
  execFileSync('mkfifo', [`${file}-shm`]);
  const stamp = 'one.sqlite.damaged-2026-01-02T03-04-05.000Z';
  expect(setAsideStrangers(file, now)).toEqual([`${stamp}-wal`, `${stamp}-shm`]);
  expect(readFileSync(join(folder, `${stamp}-wal`, 'kept'), 'utf8')).toBe('kept');
  expect(readdirSync(folder).sort()).toEqual(
    ['one.sqlite', `${stamp}-shm`, `${stamp}-wal`, 'one.sqlite-journal'].sort(),
  );
});
