import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Plugin } from 'vite';

const PackageFile = v.object({ name: v.string(), version: v.string(), license: v.string() });

/**
 * Adds `native-licenses.json` to the main process's bundle: the licenses of modules that ship beside it, in the shape in
 * which Vite writes those of what it has bundled. A module without a license text fails the build.
 */
export function nativeLicenses(modules: string[]): Plugin {
  return {
    name: 'native-licenses',
    applyToEnvironment: ({ name }) => name === 'main',
    generateBundle() {
      const source = JSON.stringify(modules.map(licenseOf), null, 2);
      this.emitFile({ type: 'asset', fileName: 'native-licenses.json', source });
    },
  };
}

function licenseOf(module: string): object {
  const folder = join(import.meta.dirname, '../../node_modules', module);
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${module} has no license text.`);
  const { name, version, license } = v.parse(
    PackageFile,
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  return { name, version, identifier: license, text: readFileSync(join(folder, file), 'utf8') };
}
