import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'main',
  'preload',
  'renderer',
  'tools/packaging',
  'vite.config.ts',
  'svelte.config.js',
  'package-lock.json',
];
const bundles = ['dist/main/index.js', 'dist/preload/index.cjs', 'dist/renderer/index.html'];

/** Whether the bundles are at least as new as everything they are built from. */
export function buildIsCurrent(root) {
  const built = bundles.map((bundle) => join(root, bundle));
  if (!built.every(existsSync)) return false;
  const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return sources.every((source) => newest(join(root, source)) <= oldest);
}

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
