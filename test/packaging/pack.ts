/** Packs the built app as electron-builder does, without a download: around a stub where Electron is not needed. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { findElectron } from '../../tools/launch/electron.ts';
import { writeStubElectron } from './stub-electron.ts';

const root = resolve(import.meta.dirname, '../..');

/** A change to electron-builder.yml: text that is there, and what to put in its place. */
export type Change = [before: string, after: string];

/**
 * Packs for this machine, with changes to the configuration, into a folder of its own below `scratch`.
 * @returns the folder with the packed app
 */
export async function pack(scratch: string, changes: Change[] = []): Promise<string> {
  const output = newFolder(scratch);
  return packInto(output, writeConfiguration(output, changes, electronDist(scratch)));
}

/** Packs the build that Playwright drives. */
export async function packTestBuild(scratch: string): Promise<string> {
  const output = newFolder(scratch);
  const base = writeConfiguration(output, [], electronDist(scratch));
  const config = join(output, 'electron-builder.test.yml');
  const changes: Change[] = [
    ['extends: electron-builder.yml', `extends: ${base}`],
    ['output: release/test', `output: ${join(output, 'out')}`],
  ];
  writeFileSync(config, changed('electron-builder.test.yml', changes));
  return packInto(output, config);
}

/**
 * Lets electron-builder make the AppImage and the deb, on Linux.
 * @param fpm what makes the deb
 * @param decide is told the options of each, and whether to leave it at that
 */
export async function buildLinuxInstallers(
  scratch: string,
  changes: Change[],
  fpm: string,
  decide: (options: unknown) => Promise<boolean>,
): Promise<void> {
  const output = newFolder(scratch);
  const icons: Change = ['icon: release/icons\n', `icon: ${join(root, 'renderer/public/icon.svg')}\n`];
  process.env['CUSTOM_FPM_PATH'] = fpm;
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget(['AppImage', 'deb'], process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    config: writeConfiguration(output, [...changes, icons], electronDist(scratch)),
    publish: 'never',
    effectiveOptionComputed: decide,
  });
}

function newFolder(scratch: string): string {
  const folder = join(scratch, `packed-${readdirSync(scratch).length}`);
  mkdirSync(folder);
  return folder;
}

/** Writes electron-builder.yml with changes, for another Electron and another folder. */
function writeConfiguration(output: string, changes: Change[], electronDist: string): string {
  const config = join(output, 'electron-builder.yml');
  const elsewhere: Change = ['output: release', `output: ${join(output, 'out')}`];
  writeFileSync(config, `${changed('electron-builder.yml', [...changes, elsewhere])}\nelectronDist: ${electronDist}\n`);
  return config;
}

function changed(file: string, changes: Change[]): string {
  return changes.reduce(
    (text, [before, after]) => {
      // A change that hits nothing would prove nothing.
      if (!text.includes(before)) throw new Error(`${file} has no "${before}".`);
      return text.replaceAll(before, after);
    },
    readFileSync(join(root, file), 'utf8'),
  );
}

async function packInto(output: string, config: string): Promise<string> {
  await build({
    projectDir: root,
    targets: Platform.current().createTarget('dir', process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    config,
    publish: 'never',
  });
  const folder = readdirSync(join(output, 'out'), { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (!folder) throw new Error(`Nothing was packed into ${output}.`);
  return join(output, 'out', folder.name);
}

/** On Linux a stub will do; elsewhere the executable has resources that electron-builder edits. */
function electronDist(scratch: string): string {
  if (process.platform !== 'linux') {
    if (findElectron().state === 'missing')
      throw new Error('Packing on this system needs Electron’s binary: npx install-electron');
    return join(root, 'node_modules/electron/dist');
  }
  const folder = join(scratch, 'stub-electron');
  writeStubElectron(folder);
  return folder;
}
