/** How many stack frames are kept: where the error was thrown, and who called. */
const mostFrames = 8;
const mostCauses = 3;

/** What is known of an error that was thrown here or reported by the window. */
export interface ErrorTraits {
  name: string;
  /** Node's and SQLite's errors have one. */
  code?: string | undefined;
  stack: string;
}

/**
 * An error that nobody foresaw, as one line for log and support: name, code and where in the code it was thrown. The
 * message and the folders of files are left out: they can hold a name, a path or a secret (`JSON.parse` quotes what it was
 * given).
 */
export function traceOf(error: unknown): string {
  const lines: string[] = [];
  for (let cause = error; cause !== undefined && lines.length < mostCauses; cause = causeOf(cause))
    lines.push(describe(traitsOf(cause)));
  return lines.join(', caused by ');
}

/** As {@link traceOf}, for an error of another process. */
export function describe({ name, code, stack }: ErrorTraits): string {
  const kind = /^\w{1,40}$/.test(name) ? name : 'Error';
  const known = code !== undefined && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` ${code}` : '';
  const frames = stack.split('\n').flatMap(frameOf).slice(0, mostFrames);
  return `${kind}${known}${frames.length > 0 ? ` at ${frames.join(' < ')}` : ''}`;
}

/** `search (directory-worker.js:12:3)`; nothing for a line of the message. */
function frameOf(line: string): string[] {
  const place = /^\s*at .*?([\w.-]{1,80}:\d+:\d+)\)?$/.exec(line)?.[1];
  if (place === undefined) return [];
  const caller = /^\s*at (?:async |new )?([\w$.<>]{1,80}) \(/.exec(line)?.[1];
  return [caller === undefined ? place : `${caller} (${place})`];
}

function traitsOf(error: unknown): ErrorTraits {
  if (!(error instanceof Error)) return { name: `Thrown_${typeof error}`, stack: '' };
  const code: unknown = Reflect.get(error, 'code');
  return {
    name: error.name,
    code: typeof code === 'string' ? code : undefined,
    // Without the message, whose lines could look like frames.
    stack: (error.stack ?? '').replace(error.message, ''),
  };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
