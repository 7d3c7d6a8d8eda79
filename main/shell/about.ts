import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import * as v from 'valibot';
import type { About, Component } from '../../preload/contract/about.ts';

// Vite writes these: what is bundled into the main process and the window, and the native modules beside them.
const lists = ['licenses.json', 'native-licenses.json', '../renderer/licenses.json'];

const Licenses = v.array(
  v.object({
    name: v.string(),
    version: v.string(),
    identifier: v.nullable(v.string()),
    // lazy-val, which electron-updater brings, comes without one.
    text: v.optional(v.string(), ''),
  }),
);

/** Which Fieldbook this is, what it runs on, and whose work ships in it, sorted by name. */
export async function readAbout(): Promise<About> {
  const components = (await Promise.all(lists.map(readComponents))).flat();
  const { electron, chrome, node } = process.versions;
  const runtimes = [
    { name: 'Electron', version: electron },
    { name: 'Chromium', version: chrome },
    { name: 'Node.js', version: node },
  ];
  return {
    version: app.getVersion(),
    // Any of them can be missing where Fieldbook runs in a shell that only resembles Electron.
    runtimes: runtimes.flatMap(({ name, version }) => (version ? [{ name, version }] : [])),
    components: components.sort((one, other) => one.name.localeCompare(other.name, 'en')),
  };
}

async function readComponents(list: string): Promise<Component[]> {
  const content = await readFile(join(import.meta.dirname, list), 'utf8');
  return v
    .parse(Licenses, JSON.parse(content))
    .map(({ name, version, identifier, text }) => ({ name, version, license: identifier ?? '', text: text.trim() }));
}
