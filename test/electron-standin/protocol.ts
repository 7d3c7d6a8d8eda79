/** Electron's `protocol`, for schemes that were registered as privileged. */
import { lifecycle } from './lifecycle.ts';
import { schemes } from './schemes.ts';

type Handler = (request: Request) => Response | Promise<Response>;

interface CustomScheme {
  scheme: string;
  privileges?: { standard?: boolean; codeCache?: boolean };
}

const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void {
    if (lifecycle.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of customSchemes) {
      // https://github.com/electron/electron/pull/40544
      if (privileges?.codeCache && !privileges.standard)
        throw new Error('Code cache can only be enabled when the custom scheme is registered as standard scheme.');
      schemes.add(scheme);
    }
  },

  handle(scheme: string, handler: Handler): void {
    if (!schemes.has(scheme)) throw new Error(`electron-standin: scheme ${scheme} must be registered as privileged`);
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },

  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },

  isProtocolHandled(scheme: string): boolean {
    return handlers.has(scheme);
  },
};

/** The app's handler for an address; undefined where Electron would use its own. */
export function handlerFor(url: string): Handler | undefined {
  return handlers.get(new URL(url).protocol.slice(0, -1));
}
