import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';

const run = promisify(execFile);
const module = join(import.meta.dirname, 'secrets.ts');

// `npm test` runs this in a D-Bus session with a keychain of its own: tools/launch/keychain-session.sh.
describe('with a keychain', () => {
  test('a secret is kept there, for every later run', async () => {
    const connection = { id: randomUUID(), secretInKeychain: true };
    expect(await createSecrets().keep(connection, 'päss 北京')).toEqual({ secretInKeychain: true, problem: null });
    const later = createSecrets();
    expect(later.locationOf(connection)).toBe('keychain');
    expect(await later.read(connection)).toBe('päss 北京');
    await later.remove(connection);
    expect(await createSecrets().read(connection)).toBeNull();
  });

  test('a connection without a secret does not ask it', async () => {
    const connection = { id: randomUUID(), secretInKeychain: false };
    expect(createSecrets().locationOf(connection)).toBe('none');
    expect(await createSecrets().read(connection)).toBeNull();
  });
});

// Only Linux can be without one.
describe.runIf(process.platform === 'linux')('without a keychain', () => {
  // A process of its own, because the libraries below remember the session they once found.
  async function runWithout(script: string): Promise<string> {
    const env = { PATH: process.env['PATH'] };
    const code = `import { createSecrets } from ${JSON.stringify(module)}; const secrets = createSecrets();
      const connection = { id: 'x', secretInKeychain: false }; ${script}`;
    const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '--eval', code], { env });
    return stdout.trim();
  }

  test('a secret is kept for this run', async () => {
    const output =
      await runWithout(`console.log(await secrets.keychainAvailable(), (await secrets.keep(connection, 'secret')).problem.code,
      secrets.locationOf(connection), await secrets.read(connection)); await secrets.remove(connection);
      console.log(secrets.locationOf(connection));`);
    expect(output).toBe('false keychain-unavailable this-run secret\nnone');
  });

  test('a secret that is in the keychain can’t be read, and that is a failure of its own', async () => {
    const output = await runWithout(`try { await secrets.read({ id: 'x', secretInKeychain: true }); }
      catch (error) { console.log(error.failure.code); }`);
    expect(output).toBe('keychain-unavailable');
  });
});
