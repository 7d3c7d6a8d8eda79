import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { causeOf, whyNotStarting } from './electron.ts';

const here = 'darwin on arm64';
const ended = { status: 0, signal: null, stderr: '' };

test.each([
  ['a start that succeeds', ended, null],
  [
    'a missing library',
    {
      ...ended,
      status: 127,
      stderr:
        '/dist/electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory\n',
    },
    'the library libnss3.so is missing',
  ],
  [
    'an old glibc',
    { ...ended, status: 1, stderr: "\n/dist/electron: version `GLIBC_2.34' not found.\nmore\n" },
    "/dist/electron: version `GLIBC_2.34' not found",
  ],
  ['a signal', { ...ended, status: null, signal: 'SIGKILL' as const }, 'it was ended by SIGKILL'],
  ['nothing said', { ...ended, status: 3 }, 'it ended with code 3'],
  [
    'another processor, on macOS',
    { ...ended, status: null, error: Object.assign(new Error('spawnSync Unknown system error -86'), { errno: -86 }) },
    `it is built for another system than this (${here}): spawnSync Unknown system error -86`,
  ],
  [
    'another processor, on Windows',
    { ...ended, status: null, error: Object.assign(new Error('spawnSync EFTYPE'), { code: 'EFTYPE' }) },
    `it is built for another system than this (${here}): EFTYPE`,
  ],
  [
    'no answer',
    { ...ended, status: null, error: Object.assign(new Error('spawnSync ETIMEDOUT'), { code: 'ETIMEDOUT' }) },
    'it did not answer within 60 seconds',
  ],
])('%s', (_what, result, cause) => {
  expect(causeOf(result, here)).toBe(cause);
});

describe.runIf(process.platform === 'linux')('on this Linux', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fieldbook-electron-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function binary(content: string | Buffer, mode = 0o755): string {
    const file = join(folder, 'electron');
    writeFileSync(file, content);
    chmodSync(file, mode);
    return file;
  }

  test('one that says its version as Node can start', () => {
    expect(whyNotStarting(binary('#!/bin/sh\n[ "$ELECTRON_RUN_AS_NODE$1" = 1--version ]\n'))).toBeNull();
  });

  test('one without the right to be run can’t', () => {
    expect(whyNotStarting(binary('#!/bin/sh\n', 0o644))).toBe('this system does not allow it to be run');
  });

  test('one whose loader is not there can’t', () => {
    expect(whyNotStarting(binary('#!/nowhere/ld-linux\n'))).toMatch(/^it needs glibc, which this system/);
  });

  test('one for another processor is not even tried', () => {
    const elf = Buffer.alloc(64);
    elf.writeUInt32BE(0x7f454c46);
    elf.writeUInt16LE(process.arch === 'arm64' ? 0x3e : 0xb7, 18);
    const other = process.arch === 'arm64' ? 'x64' : 'arm64';
    expect(whyNotStarting(binary(elf))).toBe(`it is built for linux on ${other}, and this is linux on ${process.arch}`);
  });
});
