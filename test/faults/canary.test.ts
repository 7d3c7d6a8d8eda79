import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canaries, holdsCanary, searchForCanaries } from './canary.ts';

test.each([
  ['as it is', canaries.clientSecret],
  ['in lower case', canaries.accessToken.toLowerCase()],
  ['in a form', new URLSearchParams({ client_secret: canaries.clientSecret }).toString()],
])('a secret is found %s', (_, text) => {
  expect(holdsCanary(Buffer.from(`before ${text} after`))).toBe(true);
});

test('a secret is found as UTF-16', () => {
  expect(holdsCanary(Buffer.from(canaries.clientSecret, 'utf16le'))).toBe(true);
});

test.each([0, 1, 2, 3, 4])('a secret is found in base64, %i bytes on', (shift) => {
  const text = Buffer.from(`${'x'.repeat(shift)}${canaries.clientSecret} and more`);
  expect(holdsCanary(Buffer.from(text.toString('base64')))).toBe(true);
  expect(holdsCanary(Buffer.from(text.toString('base64url')))).toBe(true);
});

test('every file below a folder is searched, and the one that holds a secret is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldbook-canary-'));
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'clean'), 'nothing');
  expect(searchForCanaries(folder)).toEqual({ files: 1, bytes: 7, hits: [] });
  writeFileSync(join(folder, 'below', 'leak'), Buffer.concat([Buffer.from([0, 255]), Buffer.from(canaries.tokenMark)]));
  expect(searchForCanaries(folder)).toMatchObject({ files: 2, hits: [join(folder, 'below', 'leak')] });
});
