// What goes with the installers: release/fieldbook.cdx.json says what they are made of, release/SHA256SUMS holds their
// checksums. Runs after `npm run package`, which leaves the build's license lists in dist.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { BillSchema, type Shipped, shippedBill } from './bill-of-materials.ts';

const root = resolve(import.meta.dirname, '../..');
const release = join(root, 'release');
const Package = v.object({ name: v.string(), version: v.string() });

const app = v.parse(Package, readJson('package.json'));
const electron = v.parse(Package, readJson('node_modules/electron/package.json'));
const shipped = ['dist/main/licenses.json', 'dist/main/native-licenses.json', 'dist/renderer/licenses.json'].flatMap(
  (list): Shipped[] => v.parse(v.array(Package), readJson(list)),
);
const bill = shippedBill(v.parse(BillSchema, askNpm()), app, [electron, ...shipped]);
writeFileSync(join(release, 'fieldbook.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
writeFileSync(join(release, 'SHA256SUMS'), publishedFiles().map(sumLine).join(''));

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function askNpm(): unknown {
  // npm says where it is to the scripts that it runs; on Windows its command could not be started without a shell.
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('Run this through npm.');
  const args = [npm, 'sbom', '--sbom-format', 'cyclonedx'];
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 100_000_000 }),
  ) as unknown;
}

/** Installers, what updates are found by, and the bill; not what electron-builder notes for itself. */
function publishedFiles(): string[] {
  return readdirSync(release, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('builder-') && entry.name !== 'SHA256SUMS')
    .map(({ name }) => name)
    .sort();
}

function sumLine(file: string): string {
  const sum = createHash('sha256').update(readFileSync(join(release, file)));
  return `${sum.digest('hex')}  ${file}\n`;
}
