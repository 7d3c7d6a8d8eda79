/** What is set up in the page's own world before any of its scripts run. */
import type { WindowOpen } from './messages.ts';
import { linkWorlds } from './world-link.ts';

export function preparePageWorld(secret: string): void {
  const bridge = linkWorlds(secret, 'page', 'preload');
  window.addEventListener(`${secret}:expose`, (event) => {
    const { name, value } = (event as CustomEvent<{ name: string; value: unknown }>).detail;
    expose(name, bridge.take(value));
  });
  refuseWindowOpen(secret);
}

function expose(name: string, value: unknown): void {
  if (name in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
  Object.defineProperty(window, name, { value: freeze(value), enumerable: true });
}

function freeze(value: unknown): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value;
  // The bytes of a view cannot be frozen.
  if (ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  return value;
}

/** In Electron a denied window.open answers null and nothing is created; CDP could only close what has been created. */
function refuseWindowOpen(secret: string): void {
  const dispatch = EventTarget.prototype.dispatchEvent.bind(window);
  const Event = CustomEvent;
  window.open = (url: string | URL = '', name = '', features = '') => {
    const detail: WindowOpen = { url: new URL(url, document.baseURI).href, name, features };
    dispatch(new Event(`${secret}:open`, { detail }));
    return null;
  };
}
