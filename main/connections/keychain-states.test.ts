import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { type Keychain, startKeychain } from '../../test/keychain.ts';
import { createSecrets, type Secrets } from './secrets.ts';

const run = promisify(execFile);

// Only Linux has a keychain that a test can lock and take away.
describe.runIf(process.platform === 'linux')('a keychain that is locked or gone', () => {
  let keychain: Keychain;
  let secrets: Secrets;
  let id: string;
  beforeAll(async () => {
    keychain = await startKeychain();
    // Before the keychain's library is loaded, which remembers the session it finds.
    Object.assign(process.env, keychain.env);
  });
  afterAll(() => keychain.close());
  beforeEach(() => {
    secrets = createSecrets();
    id = randomUUID();
  });
  afterEach(async () => {
    expect(await keychain.entries()).toEqual([]);
  });

  test('locked: it is told as such on reading, and read when it is unlocked', async () => {
    const { secretInKeychain } = await secrets.keep({ id, secretInKeychain: false }, 'first');
    await keychain.lock();
    expect((await failureOf(secrets.read({ id, secretInKeychain }))).code).toBe('keychain-locked');
    await keychain.unlock();
    expect(await secrets.read({ id, secretInKeychain })).toBe('first');
    await secrets.remove({ id, secretInKeychain });
  });

  test('locked: nothing is forgotten, and the entry that is left is named', async () => {
    const { secretInKeychain } = await secrets.keep({ id, secretInKeychain: false }, 'first');
    await keychain.lock();
    const failure = await failureOf(secrets.remove({ id, secretInKeychain }));
    expect(failure).toMatchObject({ code: 'keychain-locked', title: 'The secret could not be removed' });
    expect(failure.advice).toContain(`secret-tool clear service Fieldbook account ${id}`);
    await keychain.unlock();
    await secrets.remove({ id, secretInKeychain });
  });

  test('locked: a secret is kept for this run, and why is told', async () => {
    await keychain.lock();
    const { secretInKeychain, problem } = await secrets.keep({ id, secretInKeychain: false }, 'first');
    expect(secretInKeychain).toBe(false);
    expect(problem).toMatchObject({ code: 'keychain-locked', title: 'The secret is kept until Fieldbook is closed' });
    expect(await secrets.read({ id, secretInKeychain })).toBe('first');
    await secrets.remove({ id, secretInKeychain });
    await keychain.unlock();
  });

  test('an entry that somebody has removed is gone, and not a failure', async () => {
    const kept = await secrets.keep({ id, secretInKeychain: false }, 'first');
    await createSecrets().remove({ id, ...kept });
    expect(await secrets.read({ id, ...kept })).toBeNull();
    await secrets.remove({ id, ...kept });
  });

  test('a secret that is longer than Windows takes is kept for this run, and why is told', async () => {
    const onWindows = createSecrets('win32');
    const kept = await onWindows.keep({ id, secretInKeychain: false }, 'x'.repeat(2_561));
    expect(kept).toMatchObject({ secretInKeychain: false, problem: { code: 'keychain-full' } });
    expect(await onWindows.read({ id, ...kept })).toHaveLength(2_561);
  });

  // The last one: in this process the keychain's library does not get over it.
  test('gone, another secret saved, back: both are forgotten, after a restart at the latest', async () => {
    const first = await secrets.keep({ id, secretInKeychain: false }, 'first');
    await keychain.stop();
    expect((await failureOf(secrets.read({ id, ...first }))).code).toBe('keychain-unavailable');
    const second = await secrets.keep({ id, ...first }, 'second');
    expect(second).toMatchObject({ secretInKeychain: 'outdated', problem: { code: 'keychain-unavailable' } });
    expect((await failureOf(secrets.remove({ id, ...second }))).code).toBe('keychain-unavailable');
    await keychain.start();
    expect(await keychain.entries()).toHaveLength(1);
    const later = createSecrets();
    expect(later.locationOf({ id, ...second })).toBe('none');
    expect(await later.read({ id, ...second })).toBeNull();
    const module = join(import.meta.dirname, 'secrets.ts');
    const restarted = `import { createSecrets } from ${JSON.stringify(module)};
      await createSecrets().remove(${JSON.stringify({ id, ...second })});`;
    await run(process.execPath, ['--input-type=module-typescript', '--eval', restarted]);
  });
});
