/** The real electron-updater as an AppImage has it, against a feed on this computer; real Electron can't be told that it is installed. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, test as base } from '@playwright/test';
import { FieldbookWindow } from '../e2e/fieldbook-window.ts';
import { shell } from '../../tools/launch/shell.ts';
import { makeAuthority } from '../faults/certificates.ts';

const root = resolve(import.meta.dirname, '../..');
const standin = join(import.meta.dirname, 'electron-standin');
const newer = 'Fieldbook-9.9.9.AppImage';

interface Feed {
  url: string;
  /** In PEM, what signed its certificate. */
  authority: string;
  requests: string[];
  /** What they said of the installation that they came from. */
  installations: Set<unknown>;
  /** What it has: a version, and its file, whose checksum was taken before a test may change it. */
  offer: { version: string; program: string };
  /** Lets it answer: not before the app's dialogs are replaced. */
  open(): void;
  close(): Promise<void>;
}

interface Fixtures {
  /** A folder for the app, what it stores, and the AppImage that it believes to be. */
  folder: string;
  feed: Feed;
  /** Starts the app, which answers each question with the number of a button, and notes it. */
  start: (answer: number) => Promise<FieldbookWindow>;
}

const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'fieldbook-updates-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  feed: async ({ folder }, use) => {
    const feed = await startFeed(newerProgram(folder));
    await use(feed);
    await feed.close();
  },
  start: async ({ folder, feed }, use) => {
    const windows: FieldbookWindow[] = [];
    await use(async (answer) => {
      const app = await _electron.launch({
        executablePath: standin,
        args: [installedApp(folder, feed), `--user-data-dir=${join(folder, 'data')}`],
        env: {
          ...definedEnvironment(),
          STANDIN_PACKAGED: join(folder, 'resources'),
          APPIMAGE: join(folder, 'Fieldbook.AppImage'),
          XDG_CACHE_HOME: join(folder, 'cache'),
          NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
        },
      });
      await app.evaluate(({ dialog }, button) => {
        const asked: string[] = [];
        Reflect.set(globalThis, 'asked', asked);
        dialog.showMessageBox = (...args: unknown[]) => {
          asked.push((args.at(-1) as { message: string }).message);
          return Promise.resolve({ response: button, checkboxChecked: false });
        };
      }, answer);
      const window = new FieldbookWindow(app, await app.firstWindow());
      feed.open();
      windows.push(window);
      return window;
    });
    for (const window of windows) await window.quit();
  },
});

/** Says which process it is, and is the same app on the same data, which would leave if the older one were still there. */
function newerProgram(folder: string): string {
  const app = [standin, ...shell('test').switches, join(folder, 'app'), `--user-data-dir=${join(folder, 'data')}`].map(
    (word) => `'${word}'`,
  );
  return `#!/bin/sh\nrm '${join(folder, 'data/updates.json')}'\necho $$ >'${join(folder, 'pid')}'\nexec ${app.join(' ')}\n`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Lays out what electron-builder would have: resources, the AppImage, and a package that Playwright may drive. */
function installedApp(folder: string, feed: Feed): string {
  const files = {
    'app/package.json': JSON.stringify({ productName: 'Fieldbook Test', version: '0.1.0', main: 'dist/main/index.js' }),
    'resources/app-update.yml':
      'provider: generic\nurl: https://updates.invalid\nupdaterCacheDirName: fieldbook-updater\n',
    'data/updates.json': JSON.stringify({ version: 1, feed: feed.url }),
    'Fieldbook.AppImage': 'the one that runs',
    'authority.pem': feed.authority,
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  symlinkSync(join(root, 'dist'), join(folder, 'app/dist'));
  return join(folder, 'app');
}

async function startFeed(program: string): Promise<Feed> {
  const offer = { version: '9.9.9', program };
  const opened = Promise.withResolvers<undefined>();
  const announcement = (): string =>
    [
      `version: ${offer.version}`,
      'files:',
      `  - url: ${newer}`,
      `    sha512: ${createHash('sha512').update(program).digest('base64')}`,
      `    size: ${program.length}`,
      `path: ${newer}`,
      '',
    ].join('\n');
  const requests: string[] = [];
  const installations = new Set<unknown>();
  const authority = await makeAuthority('Feed');
  const server = createServer(await authority.sign('127.0.0.1'), ({ url = '', headers }, response) => {
    requests.push(url);
    installations.add(headers['x-user-staging-id']);
    void opened.promise.then(() => response.end(url.endsWith('.AppImage') ? offer.program : announcement()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}/fieldbook/`,
    authority: authority.certificate,
    requests,
    installations,
    offer,
    open: () => {
      opened.resolve(undefined);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function asked({ app }: FieldbookWindow): Promise<string[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);
}

test('an update is found by itself, fetched, installed and started in the older one’s place, once all was agreed to', async ({
  start,
  feed,
  folder,
}) => {
  const fieldbook = await start(0);
  const log = join(folder, 'data/logs/fieldbook.log');
  const starts = (): number => readFileSync(log, 'utf8').split('"event":"started"').length - 1;
  await once(fieldbook.process, 'exit');
  await expect.poll(starts).toBe(2);
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  process.kill(pid);
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(readFileSync(join(folder, 'Fieldbook.AppImage'), 'utf8')).toBe(feed.offer.program);
  const [first = ''] = feed.requests;
  expect(first).toMatch(new RegExp(`^/fieldbook/linux-${process.arch}/latest-linux`));
  expect(feed.requests.at(-1)).toBe(`/fieldbook/linux-${process.arch}/${newer}`);
});

test('nothing is fetched when the person declines', async ({ start, feed, folder }) => {
  const fieldbook = await start(1);
  await expect.poll(() => asked(fieldbook)).toEqual(['Fieldbook 9.9.9 is available']);
  await fieldbook.quit();
  expect(feed.requests).toHaveLength(1);
  expect([...feed.installations]).toEqual(['none']);
  expect(readFileSync(join(folder, 'Fieldbook.AppImage'), 'utf8')).toBe('the one that runs');
});

test('what is not what was announced is not installed', async ({ start, feed, folder }) => {
  feed.offer.program = '#!/bin/sh\n# hostile\n';
  const fieldbook = await start(0);
  await expect
    .poll(() => asked(fieldbook))
    .toEqual(['Fieldbook 9.9.9 is available', 'The update could not be downloaded']);
  await fieldbook.quit();
  expect(readFileSync(join(folder, 'Fieldbook.AppImage'), 'utf8')).toBe('the one that runs');
  expect(readFileSync(join(folder, 'data/logs/fieldbook.log'), 'utf8')).toContain('ERR_CHECKSUM_MISMATCH');
});

test('who asks in the menu is told that there is nothing newer', async ({ start, feed }) => {
  feed.offer.version = '0.1.0';
  const fieldbook = await start(0);
  await expect.poll(() => feed.requests.length).toBe(1);
  await fieldbook.app.evaluate(({ Menu }) => {
    const menus = Menu.getApplicationMenu()?.items ?? [];
    const item = menus
      .flatMap(({ submenu }) => submenu?.items ?? [])
      .find(({ label }) => label === 'Check for updates…');
    (item?.click as () => void)();
  });
  await expect.poll(() => asked(fieldbook)).toEqual(['Fieldbook is up to date']);
});
