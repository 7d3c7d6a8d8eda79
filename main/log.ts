import { mkdirSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createStream } from 'rotating-file-stream';
import type { Failure, SignIn } from '../preload/bridge.ts';

/**
 * All that is ever logged. The list is closed so that a secret can't slip in: no entry takes a header, a body, a URL with
 * a query or an object as it came. Times are durations in milliseconds.
 */
export type LogEntry =
  | { event: 'started'; version: string; electron: string | undefined; platform: string }
  | { event: 'connection-opened'; method: SignIn['method'] }
  | { event: 'refresh-succeeded'; took: number; customers: number | null }
  | { event: 'refresh-failed'; took: number; failure: Pick<Failure, 'code' | 'detail' | 'status'> }
  | { event: 'preferences-not-saved'; failure: Pick<Failure, 'code' | 'detail'> }
  | { event: 'update-feed-refused' }
  | { event: 'update-failed'; step: 'check' | 'download' | 'install'; reason: string }
  | { event: 'unexpected-error'; error: Error };

/** The log that support asks for: one JSON object a line. */
export interface Log {
  write(entry: LogEntry): void;
  /** Resolves when all is written. */
  close(): Promise<void>;
}

/** Whatever looks like a token or a credential, should a library ever put one into an error's message. */
const credentials = /\b(bearer|basic)\s+\S+|\beyJ[\w-]+\.[\w.-]+|\b(client_secret|access_token|password)=[^&\s]+/gi;

/** Opens the log in `folder`: a file of one megabyte, and the two before it. A log that can't be written is done without. */
export function openLog(folder: string, now: () => number): Log {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return { write: () => undefined, close: () => Promise.resolve() };
  }
  const stream = createStream('fieldbook.log', { path: folder, size: '1M', maxFiles: 2 });
  stream.on('error', () => undefined);
  return {
    write(entry) {
      stream.write(`${format(entry, now())}\n`);
    },
    async close() {
      stream.end();
      await finished(stream).catch(() => undefined);
    },
  };
}

function format(entry: LogEntry, time: number): string {
  const fields = entry.event === 'unexpected-error' ? { event: entry.event, ...describe(entry.error) } : entry;
  return JSON.stringify({ time: new Date(time).toISOString(), ...fields }).replace(credentials, '[redacted]');
}

function describe({ name, message, stack }: Error): { error: string; at: string } {
  return { error: `${name}: ${message}`, at: stack?.split('\n').slice(1, 6).join(' ').replaceAll(/\s+/g, ' ') ?? '' };
}
