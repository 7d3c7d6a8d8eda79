/** `npm run package:check`: what electron-builder.yml packs is right, and each defect that it could have is found. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemsOf, type Expected } from './package-problems.ts';
import { linuxInstallers } from './linux-installers.ts';
import { type Change, pack, packTestBuild } from './pack.ts';

const scratch = mkdtempSync(join(tmpdir(), 'fieldbook-package-'));
const planted = join(scratch, 'planted');
const here: Expected = { platform: process.platform, arch: process.arch, inspectable: false };

beforeAll(() => {
  for (const [file, content] of Object.entries({
    'map/index.js.map': '{}',
    'large/assets/large.js': Buffer.alloc(7_000_000, ' '),
    'path/secret-path.js': `// ${join(import.meta.dirname, '../..')}`,
    'foreign/keytar.node': windowsLibrary(),
    'text/keytar.node': 'This is no library at all, but it is longer than any header would have to be.',
  })) {
    mkdirSync(join(planted, file, '..'), { recursive: true });
    writeFileSync(join(planted, file), content);
  }
});
afterAll(() => {
  // On Windows, a virus scanner may still look at the executables.
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
});

test('the package is right', async () => {
  expect(await problemsOf(await pack(scratch), here)).toEqual([]);
});

test('the test build differs in what Playwright needs alone', async () => {
  expect(await problemsOf(await packTestBuild(scratch), { ...here, inspectable: true })).toEqual([]);
});

// fpm and the AppImage's runtime are for Linux.
if (process.platform === 'linux') {
  describe('Linux’s installers', () => {
    test('need what Electron is linked with, and say where the project is at home and under which license', async () => {
      const { depends, deb } = await linuxInstallers(scratch);
      expect(depends).toEqual(expect.arrayContaining(['libsecret-1-0', 'libgbm1', 'libasound2t64 | libasound2']));
      expect(deb).toEqual(expect.arrayContaining(['--url', '--license', 'MIT']));
    });

    test('an AppImage does without libfuse2, and keeps the sandbox', async () => {
      const { desktopEntry } = await linuxInstallers(scratch);
      expect(desktopEntry).toContain('\nExec=AppRun %U\n');
    });

    test('an AppImage of the old kind is found', async () => {
      const { desktopEntry } = await linuxInstallers(scratch, [['appimage: 1.0.3', 'appimage: 0.0.0']]);
      expect(desktopEntry).toContain('\nExec=AppRun --no-sandbox %U\n');
    });
  });
}

const shipAll = "  - '!node_modules/!(better-sqlite3|keytar)/**'\n";
const prebuilds = `, '!node_modules/better-sqlite3/prebuilds/!(${process.platform}-\${arch}.node)'`;
const keytar = 'node_modules/keytar/build/Release/keytar.node';
const keytarOnly = "  - '!node_modules/keytar/build/Release/!(keytar.node)'\n";

/** What could be wrong with electron-builder.yml, the change that makes it so, and a problem that must follow. */
type Defect = [name: string, change: Change, problem: string];

/** Those that don't hide one another are packed together: packing is what takes the time. */
const defects: Record<string, Defect[]> = {
  'what ships': [
    ['a source map', ["  - '!**/*.map'\n", ship('map', 'dist/main')], 'dist/main/index.js.map does not belong.'],
    ['sources', ['  - package.json\n', '  - package.json\n  - main/**\n'], 'main/index.ts does not belong.'],
    ['a dependency of the build', [shipAll, ''], 'node_modules/node-addon-api/package.json does not belong.'],
    ['C sources', ['{deps,src,build}', '{deps,build}'], 'better-sqlite3/src/better_sqlite3.cpp does not belong.'],
    ['foreign prebuilds', [prebuilds, ''], `better-sqlite3/prebuilds/${foreign()}.node does not belong.`],
    ['too much', ['files:\n', `files:\n${ship('large', 'dist/renderer')}`], 'more than 6000000.'],
    ['a path of this machine', ['files:\n', `files:\n${ship('path', 'dist/main')}`], 'names a folder of the machine'],
    [
      'scripts',
      ['npmRebuild: false', 'npmRebuild: false\nremovePackageScripts: false'],
      'package.json still has scripts.',
    ],
    [
      'more unpacked than is native',
      ['smartUnpack: false', 'smartUnpack: true'],
      'lies beside the archive for no reason.',
    ],
    ['a fuse that is on', ['runAsNode: false', 'runAsNode: true'], 'The fuse RunAsNode should be off.'],
    [
      'cookies that ask for the keychain',
      ['CookieEncryption: false', 'CookieEncryption: true'],
      'The fuse EnableCookieEncryption should be off.',
    ],
    ['a fuse that is off', ['FromAsar: true', 'FromAsar: false'], 'The fuse OnlyLoadAppFromAsar should be on.'],
    ['an inspector', ['InspectArguments: false', 'InspectArguments: true'], 'InspectArguments should be off.'],
    [
      'the name of the test build',
      [
        'appId: com.fieldbook.app\n',
        'appId: com.fieldbook.app\nextraMetadata: { productName: Fieldbook Test, license: none, homepage: nowhere }\n',
      ],
      'It is called Fieldbook Test, not Fieldbook.',
    ],
    ['another license', ['npmRebuild', 'npmRebuild'], 'package.json says none of the license, not MIT.'],
    ['no home page', ['npmRebuild', 'npmRebuild'], 'package.json names no home page.'],
  ],
  'what is missing': [
    ['a missing bundle', ['  - dist/**\n', '  - dist/{main,renderer}/**\n'], 'dist/preload/index.cjs is missing.'],
    ...onLinux([
      'what updates need',
      ['publish: { provider: generic, url: https://updates.invalid }\n', 'publish: null\n'],
      'app-update.yml is missing',
    ]),
    ['native modules in the archive', ["asarUnpack:\n  - '**/*.node'\n", ''], `${keytar} is inside the archive`],
  ],
  'an app that lies open': [['it', ['asar:\n  smartUnpack: false\n', 'asar: false\n'], 'There is no app.asar']],
  'a native module of another system': [
    ['it', [keytarOnly, ship('foreign', 'node_modules/keytar/build/Release')], `${keytar} is made for win32 x64`],
  ],
  'a native module that is none': [
    [
      'its first bytes',
      [keytarOnly, ship('text', 'node_modules/keytar/build/Release')],
      `${keytar} is made for no system`,
    ],
    ['that it can’t be loaded', ['npmRebuild', 'npmRebuild'], 'The native modules can’t be loaded'],
  ],
};

for (const [name, group] of Object.entries(defects)) {
  describe(`the check finds ${name}`, () => {
    let problems = '';
    beforeAll(async () => {
      const folder = await pack(
        scratch,
        group.map(([, change]) => change),
      );
      problems = (await problemsOf(folder, here)).join('\n');
    }, 120_000);
    for (const [defect, , problem] of group) {
      test(defect, () => {
        expect(problems).toContain(problem);
      });
    }
  });
}

/** A line of electron-builder.yml that ships a planted folder as another one. */
function ship(folder: string, as: string): string {
  return `  - { from: ${join(planted, folder)}, to: ${as} }\n`;
}

function onLinux(defect: Defect): Defect[] {
  return process.platform === 'linux' ? [defect] : [];
}

function foreign(): string {
  return process.platform === 'win32' ? 'linux-x64' : 'win32-x64';
}

function windowsLibrary(): Buffer {
  const library = Buffer.alloc(128);
  library.write('MZ');
  library.writeUInt32LE(64, 60);
  library.write('PE', 64);
  library.writeUInt16LE(0x8664, 68);
  return library;
}
