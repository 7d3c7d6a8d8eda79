import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const Versions = v.record(v.string(), v.string());
const file = join(import.meta.dirname, '../../package.json');
const { dependencies, devDependencies } = v.parse(
  v.object({ dependencies: Versions, devDependencies: Versions }),
  JSON.parse(readFileSync(file, 'utf8')),
);

/** A package's name as it calls itself, with the version that is measured. */
export function withVersion(name: string, packageName: string): string {
  return `${name} ${dependencies[packageName] ?? devDependencies[packageName] ?? ''}`.trim();
}
