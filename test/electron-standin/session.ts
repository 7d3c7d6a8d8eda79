/** Electron's `session`: the default one, and others that do nothing. */
import { EventEmitter } from 'node:events';
import { browser, inBackground } from './lifecycle.ts';
import { protocol } from './protocol.ts';
import type { WebContents } from './web-contents.ts';
import { WebRequest } from './web-request.ts';

type PermissionRequestHandler = (
  webContents: WebContents,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void;

/** Electron's names, and Chromium's for the same. */
const permissions = [
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
] as const;

class Session extends EventEmitter {
  readonly protocol = protocol;
  readonly webRequest = new WebRequest();
  readonly setPermissionCheckHandler = ignore;
  readonly setDevicePermissionHandler = ignore;
  #permissionRequestHandler: PermissionRequestHandler | null = null;

  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.#permissionRequestHandler = handler;
  }

  async setProxy(): Promise<void> {
    // Node's fetch goes without.
  }

  /** Not Electron's. CDP cannot ask when the page does, so it is asked in advance; without a handler Electron grants. */
  askForPermissions(webContents: WebContents): void {
    for (const [permission, name] of permissions) {
      const decide = (granted: boolean): void => {
        const setting = granted ? 'granted' : 'denied';
        inBackground(browser().send('Browser.setPermission', { permission: { name }, setting }));
      };
      const details = { requestingUrl: webContents.getURL(), isMainFrame: true };
      if (this.#permissionRequestHandler) this.#permissionRequestHandler(webContents, permission, decide, details);
      else decide(true);
    }
  }
}

function ignore(): void {
  // Accepted without effect.
}

export const session = { defaultSession: new Session(), fromPartition: () => new Session() };
