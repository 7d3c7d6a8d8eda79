/** What holds only when Fieldbook is installed; real Electron can't be told that it is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { shell } from '../../tools/launch/shell.ts';

const root = resolve(import.meta.dirname, '../..');

for (const refused of [
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--inspect=0',
  '--js-flags=--expose-gc',
]) {
  test(`an installed Fieldbook does not start with ${refused}`, async () => {
    const userData = mkdtempSync(join(tmpdir(), 'fieldbook-'));
    const args = [...shell('test').switches, root, `--user-data-dir=${userData}`, refused];
    const child = spawn(join(import.meta.dirname, 'electron-standin'), args, {
      env: { ...process.env, STANDIN_PACKAGED: userData },
    });
    const said = text(child.stderr);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(await said).toContain(`${refused.split('=')[0] ?? ''} would take its protection away.`);
    rmSync(userData, { recursive: true });
  });
}
