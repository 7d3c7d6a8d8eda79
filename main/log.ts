import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from '../preload/contract/connections.ts';
import type { Failure } from '../preload/contract/failures.ts';
import { codeOf } from './error-code.ts';
import { failure } from './failure.ts';

/**
 * All that is ever logged. The list is closed so that a secret can't slip in: no entry takes a header, a body, a URL with
 * a query or an object as it came. Times are durations in milliseconds.
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

/** The log that support asks for: one JSON object a line, on disk as soon as it is written. */
export interface Log {
  /** Never throws: an entry that can't be written is counted, and the count is written once there is room again. */
  write(entry: LogEntry): void;
  /** The system's code for why the last entry could not be written, such as `ENOSPC`; null when it was. */
  problem(): string | null;
}

/** What it means to a person that nothing can be logged. @param reason as `Log.problem` gives it */
export function logFailure(reason: string): Failure {
  return failure('cache-unwritable', `fieldbook.log: ${reason}`, {
    title: 'Nothing can be logged',
    advice:
      'Fieldbook works without its log. Check that its data folder is writable, in case support asks for the log.',
  });
}

/** Logs what is the matter with something that Fieldbook needs, and that no refresh has met. */
export function logProblem(log: Log, { title, code, detail }: Failure): void {
  log.write({ event: 'problem', title, failure: { code, detail } });
}

/** Whatever looks like a token or a credential, should one ever get into a failure’s detail. */
const credentials = /\b(bearer|basic)\s+\S+|\beyJ[\w-]+\.[\w.-]+|\b(client_secret|access_token|password)=[^&\s]+/gi;

const largest = 1_000_000;

/**
 * Opens the log in `folder`: `fieldbook.log`, one megabyte at most, and the two before it. No file is held open: each entry
 * finds the folder as it is now, whatever was removed, moved or full before.
 * @param append puts a text at a file's end, and throws what the file system reports
 */
export function openLog(folder: string, now: () => number, append: typeof appendFileSync = appendFileSync): Log {
  const file = join(folder, 'fieldbook.log');
  let lost = 0;
  let problem: string | null = null;

  /** What could not be written may have left half a line: the next one begins after it. */
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

/** Moves a full log on. Where that can't be done, because a program has it open, the log goes on growing until it can. */
function makeRoom(folder: string, file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return;
  // Opening a pipe would wait for somebody to read from it.
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
