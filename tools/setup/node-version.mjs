// Plain JavaScript for whatever Node a machine has. better-sqlite3 13 crashes under Node 20 instead of saying why.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const oldestNode = 24;
const isWindows = process.platform === 'win32';

// What brings Node to this system, where it is published; npm puts it on the PATH of its scripts.
const nodePackage = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;

/** The Node that npm's scripts run in: the one that a package brings, or else this one. */
export function nodeOfScripts() {
  const brought = join(root, 'node_modules', nodePackage, 'bin', isWindows ? 'node.exe' : 'node');
  return existsSync(brought) ? brought : process.execPath;
}

/** Ends the process with one line when this Node is too old, and `npm ci` will bring no other. */
export function requireNodeToInstall() {
  if (!isBrought()) requireVersion(process.version);
}

/** Ends the process with one line when the Node of the scripts is too old. */
export function requireNode() {
  const node = nodeOfScripts();
  if (node === process.execPath) requireVersion(process.version);
  else requireVersion(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim());
}

function requireVersion(version) {
  if (Number(version.slice(1).split('.')[0]) >= oldestNode) return;
  const remedy = isBrought() ? 'run them through npm, after "npm ci"' : 'get it from https://nodejs.org';
  console.error(`Fieldbook's scripts need Node ${oldestNode} or newer, and this is ${version}: ${remedy}.`);
  process.exit(1);
}

function isBrought() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return nodePackage in optionalDependencies;
}
