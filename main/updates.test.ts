import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Log, LogEntry } from './log.ts';
import { createUpdates, type Feed, readFeed, type UpdateQuestions, type Updater, type UpdateStep } from './updates.ts';

const httpError = Object.assign(new Error('404 of https://example.com/?secret'), { code: 'HTTP_ERROR_404' });

/** What happens, in order; what the person answers and what the feed has can be told. */
function setUp(
  parts: { version?: string | null; declines?: 'download' | 'install'; fails?: UpdateStep; error?: unknown } = {},
) {
  const { version = '2.0.0', declines, fails, error = httpError } = parts;
  const events: string[] = [];
  const entries: LogEntry[] = [];
  let refresh = Promise.resolve();
  let reaction = (): void => undefined;
  const step = (name: UpdateStep): void => {
    events.push(name);
    if (name === fails) throw error;
  };
  const note = (text: string): Promise<void> => {
    events.push(text);
    return Promise.resolve();
  };
  const updater: Updater = {
    check: async () => {
      await Promise.resolve();
      step('check');
      return version;
    },
    download: async () => {
      await Promise.resolve();
      step('download');
    },
    install: async () => {
      await Promise.resolve();
      step('install');
      return new Promise(() => undefined);
    },
  };
  const questions: UpdateQuestions = {
    mayDownload: async (offered) => {
      await note(`download ${offered}?`);
      reaction();
      return declines !== 'download';
    },
    mayInstall: async (offered) => {
      await note(`install ${offered}?`);
      reaction();
      return declines !== 'install';
    },
    tellUpToDate: () => note('up to date'),
    tellFailed: (failed) => note(`${failed} failed`),
  };
  const log: Log = { write: (entry) => void entries.push(entry), problem: () => null };
  const updates = createUpdates({ updater, questions, refreshEnded: () => refresh, log });
  return {
    updates,
    events,
    entries,
    /** Starts a refresh; what is returned ends it. */
    startRefresh: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      refresh = promise.then(() => undefined);
      return () => {
        resolve(undefined);
      };
    },
    onQuestion: (react: () => void): void => {
      reaction = react;
    },
  };
}

describe('an update', () => {
  test('is fetched and installed, after having asked for each', async () => {
    const { updates, events } = setUp();
    void updates.check(false);
    await expect.poll(() => events).toEqual(['check', 'download 2.0.0?', 'download', 'install 2.0.0?', 'install']);
  });

  test('that is declined is not fetched', async () => {
    const { updates, events } = setUp({ declines: 'download' });
    await updates.check(true);
    expect(events).toEqual(['check', 'download 2.0.0?']);
  });

  test('that was fetched is not installed when that is declined', async () => {
    const { updates, events } = setUp({ declines: 'install' });
    await updates.check(true);
    expect(events).toEqual(['check', 'download 2.0.0?', 'download', 'install 2.0.0?']);
  });

  test('that is not there is told to who asked, and to nobody else', async () => {
    const { updates, events } = setUp({ version: null });
    await updates.check(false);
    expect(events).toEqual(['check']);
    await updates.check(true);
    expect(events).toEqual(['check', 'check', 'up to date']);
  });

  test('is looked for once at a time, and who asks meanwhile is told', async () => {
    const { updates, events } = setUp({ version: null });
    await Promise.all([updates.check(false), updates.check(true), updates.check(false)]);
    expect(events).toEqual(['check', 'up to date']);
    await updates.check(false);
    expect(events).toEqual(['check', 'up to date', 'check']);
  });
});

describe('a refresh', () => {
  test('holds back the first question', async () => {
    const { updates, events, startRefresh } = setUp({ declines: 'download' });
    const endRefresh = startRefresh();
    const checked = updates.check(false);
    await expect.poll(() => events).toEqual(['check']);
    endRefresh();
    await checked;
    expect(events).toEqual(['check', 'download 2.0.0?']);
  });

  test('that was started while a question was open is not interrupted', async () => {
    const { updates, events, startRefresh, onQuestion } = setUp();
    let endRefresh = (): void => undefined;
    onQuestion(() => {
      endRefresh = startRefresh();
    });
    void updates.check(false);
    for (const reached of ['download', 'install 2.0.0?']) {
      await expect.poll(() => events.at(-1)).toBe(reached);
      endRefresh();
    }
    await expect.poll(() => events.at(-1)).toBe('install');
  });
});

describe('a failure', () => {
  test('to look for updates is quiet, but for who asked; the log knows it by its code', async () => {
    const { updates, events, entries } = setUp({ fails: 'check' });
    await updates.check(false);
    expect(events).toEqual(['check']);
    await updates.check(true);
    expect(events).toEqual(['check', 'check', 'check failed']);
    const reason: unknown = expect.stringMatching(/^Error HTTP_ERROR_404 at /);
    const entry = { event: 'update-failed', step: 'check', reason };
    expect(entries).toEqual([entry, entry]);
  });

  test.each([
    ['an error', new TypeError('"x-secret: canary" from https://example.com/')],
    ['its code', Object.assign(new Error('x'), { code: 'canary of https://example.com/' })],
    ['its name', Object.assign(new Error('x'), { name: 'canary: x' })],
    ['its cause', new Error('x', { cause: new Error('canary') })],
    ['something thrown', 'canary'],
  ])('is logged without the words of %s', async (_, error) => {
    const { updates, entries } = setUp({ fails: 'check', error });
    await updates.check(false);
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toMatch(/canary|example\.com/);
  });

  test.each(['download', 'install'] as const)('to %s what the person has agreed to is told', async (fails) => {
    const { updates, events } = setUp({ fails });
    await updates.check(false);
    expect(events.at(-1)).toBe(`${fails} failed`);
  });
});

describe('the feed', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fieldbook-updates-'));
    file = join(folder, 'updates.json');
  });

  function feedIn(content: string | Uint8Array): Feed {
    writeFileSync(file, content);
    return readFeed(file, () => 0);
  }

  const valid = '{"version":1,"feed":"https://example.com/fieldbook"}';

  test.each([
    ['UTF-8', valid],
    ['UTF-8 with a byte order mark', `\uFEFF${valid}`],
    ['UTF-16', Buffer.from(`\uFEFF${valid}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${valid}`, 'utf16le').swap16()],
  ])('is what the file says in %s', (_, content) => {
    expect(feedIn(content)).toEqual({ address: 'https://example.com/fieldbook', problem: null });
  });

  test('is off without the file, and nothing is made of it', () => {
    expect(readFeed(file, () => 0)).toEqual({ address: null, problem: null });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is off with a file that can’t be read, which is told and left alone', () => {
    mkdirSync(file);
    const { address, problem } = readFeed(file, () => 0);
    expect({ address, code: problem?.code }).toEqual({ address: null, code: 'cache-unreadable' });
    expect(readdirSync(folder)).toEqual(['updates.json']);
  });

  test.each([
    '{"version":1,"feed":"http://example.com/"}',
    '{"version":1,"feed":"file:///updates"}',
    '{"version":1,"feed":"https://name:word@example.com/"}',
    '{"version":1,"feed":"https://example.com/?token=1"}',
    '{"version":1}',
    'https://example.com/',
  ])('is off with %s, which is told', (content) => {
    const { address, problem } = feedIn(content);
    expect(address).toBeNull();
    expect(problem).toMatchObject({ code: 'cache-damaged', title: 'The update settings are not valid' });
  });
});
