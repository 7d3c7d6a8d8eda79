import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from '../preload/contract/connections.ts';
import type { Failure } from '../preload/contract/failures.ts';
import { codeOf } from './error-code.ts';
import { failure } from './failure.ts';

/**
 * Everything that is ever logged. The list is closed so that a secret can't slip in: no entry takes a header, a body, a URL
 * with a query, or any object as received. Times are durations in milliseconds.
 */
export type LogEntry =
  | { event: 'started'; version: string; electron: string | undefined; platform: string }
  | { event: 'connection-opened'; method: SignIn['method'] }
  | { event: 'refresh-succeeded'; took: number; customers: number | null }
  | { event: 'refresh-failed'; took: number; failure: Pick<Failure, 'code' | 'detail' | 'status'> }
  | { event: 'refresh-not-recorded'; failure: Pick<Failure, 'code' | 'detail'> }
  | { event: 'problem'; title: string; failure: Pick<Failure, 'code' | 'detail'> }
  /** @see traceOf: messages of HTTP errors hold addresses and headers */
  | { event: 'update-failed'; step: 'check' | 'download' | 'install'; reason: string }
  | { event: 'log-resumed'; lost: number; reason: string }
  | { event: 'page-gone'; reason: string; exitCode: number }
  | { event: 'process-gone'; type: string; reason: string; exitCode: number }
  /** @see traceOf: no error's message is in it */
  | { event: 'unexpected-error'; detail: string }
  | { event: 'unexpected-errors-left-out'; count: number };

/** The log that support asks for: one JSON object per line, on disk as soon as it is written. */
export interface Log {
  /** Never throws: an entry that can't be written is counted, and the count is written once there is room again. */
  write(entry: LogEntry): void;
  /** The system's code for why the last entry could not be written, such as `ENOSPC`; null when it was. */
  problem(): string | null;
}

/** The failure that says that nothing can be logged. @param reason as `Log.problem` gives it */
export function logFailure(reason: string): Failure {
  return failure('cache-unwritable', `fieldbook.log: ${reason}`, {
    title: 'Nothing can be logged',
    advice:
      'Fieldbook works without its log. Check that its data folder is writable, in case support asks for the log.',
  });
}

/** Logs what is wrong with something that Fieldbook needs, outside a refresh. */
export function logProblem(log: Log, { title, code, detail }: Failure): void {
  log.write({ event: 'problem', title, failure: { code, detail } });
}

/** Anything that looks like a token or credential, in case one ever gets into a failure’s detail. */
const credentials = /\b(bearer|basic)\s+\S+|\beyJ[\w-]+\.[\w.-]+|\b(client_secret|access_token|password)=[^&\s]+/gi;

const largest = 1_000_000;

/**
 * Opens the log in `folder`: `fieldbook.log`, at most one megabyte, and the two before it. No file is held open: each entry
 * meets the folder as it is now, even if it was removed, moved or full before.
 * @param append appends text to a file, and throws what the file system reports
 */
export function openLog(folder: string, now: () => number, append: typeof appendFileSync = appendFileSync): Log {
  const file = join(folder, 'fieldbook.log');
  let lost = 0;
  let problem: string | null = null;

  /** A failed write may have left half a line: the next entry begins on a new one. */
  function resumption(): string {
    if (problem === null) return '';
    return `\n${format({ event: 'log-resumed', lost, reason: problem }, now())}\n`;
  }

  return {
    write(entry) {
      const line = `${format(entry, now())}\n`;
      try {
        mkdirSync(folder, { recursive: true });
        makeRoom(folder, file);
        append(file, resumption() + line);
        lost = 0;
        problem = null;
      } catch (error) {
        lost++;
        problem = codeOf(error);
      }
    },
    problem: () => problem,
  };
}

/** Rotates a full log. While that fails, because another program has the file open, the log keeps growing. */
function makeRoom(folder: string, file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return;
  // Opening a pipe would wait for a reader.
  if (!found.isFile()) throw Object.assign(new Error('The log is no file.'), { code: 'EINVAL' });
  if (found.size < largest) return;
  try {
    const [older, oldest] = [join(folder, 'fieldbook.1.log'), join(folder, 'fieldbook.2.log')];
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, oldest);
    renameSync(file, older);
  } catch {
    return;
  }
}

function format(entry: LogEntry, time: number): string {
  return JSON.stringify({ time: new Date(time).toISOString(), ...entry }).replace(credentials, '[redacted]');
}
