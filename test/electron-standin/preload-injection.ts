/** Puts the page's side of the stand-in, and the app's own untouched preload script, into every document of a page. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { CdpSession, Protocol } from './cdp.ts';
import type { MessageToPage } from './in-page/messages.ts';
import type { PreloadOptions } from './in-page/preload-world.ts';

/** Electron's own name for the world of preload scripts. */
export const preloadWorld = 'Electron Isolated Context';
export const sendName = '__standin_send';
const receiveName = '__standin_receive';

/** Each after those it imports. */
const pageFiles = ['codec', 'context-bridge', 'world-link', 'page-world', 'ipc-renderer', 'preload-world'];

export async function injectPreload(session: CdpSession, file: string): Promise<void> {
  const secret = crypto.randomUUID();
  const { platform, versions } = process;
  const { electron, chrome, node } = versions;
  const processInfo = { platform, versions: { electron, chrome, node } };
  const options: PreloadOptions = { secret, sendName, receiveName, file, processInfo };
  const preload = `(require, module, exports, process) => {${fs.readFileSync(file, 'utf8')}\n}`;
  await session.send('Runtime.addBinding', { name: sendName, executionContextName: preloadWorld });
  await addScript(session, `preparePageWorld(${JSON.stringify(secret)});`);
  await addScript(session, `runPreload(${JSON.stringify(options)}, ${preload});`, preloadWorld);
}

/** The call that hands a message to the preload script's world. */
export function deliveryOf(message: MessageToPage, contextId: number): Protocol.Runtime.callFunctionOnParameters {
  return {
    functionDeclaration: `function (text) { ${receiveName}(text); }`,
    executionContextId: contextId,
    arguments: [{ value: JSON.stringify(message) }],
  };
}

async function addScript(session: CdpSession, statement: string, worldName?: string): Promise<void> {
  const source = `if (window === window.top && location.href !== 'about:blank') (() => {\n${pageCode()}\n${statement}\n})();`;
  await session.send('Page.addScriptToEvaluateOnNewDocument', worldName ? { source, worldName } : { source });
}

/** One scope for all page files, so what they import from one another is already there. */
function pageCode(): string {
  return pageFiles.map((name) => plainScript(new URL(`./in-page/${name}.ts`, import.meta.url))).join('\n');
}

function plainScript(file: URL): string {
  return stripTypeScriptTypes(fs.readFileSync(file, 'utf8'))
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/^export /gm, '');
}
