import { fail } from '../../failure.ts';

/** In characters: large enough to be parsed fast, small enough not to matter. */
const defaultBatchLength = 1 << 17;

/**
 * Parses the text of a JSON array, a batch of its members at a time: neither the text nor what it is parsed to is ever in
 * memory as a whole.
 * Throws `malformed` when it is no JSON array, `not-live-platform` when it is a web page.
 * @param pieces the text, cut anywhere; behind a closing brace is fastest
 */
export function* parseRows(pieces: Iterable<string>, batchLength = defaultBatchLength): Generator<unknown[]> {
  let rest = '';
  let isList = false;
  let parsed = 0;
  let enough = batchLength;
  for (const piece of pieces) {
    rest += piece;
    if (rest.length < enough) continue;
    isList ||= rest.trimStart().startsWith('[');
    const end = isList ? rest.lastIndexOf('}') + 1 : 0;
    const batch = end === 0 ? null : parseBatch(opened(rest.slice(0, end), parsed) + ']');
    if (batch) {
      yield parsed === 0 ? batch : batch.slice(1);
      parsed += end;
      rest = rest.slice(end);
      enough = batchLength;
    } else enough = rest.length * 2;
  }
  const last = parseLast(rest, parsed);
  yield parsed === 0 ? last : last.slice(1);
}

/** What is left after a batch begins with a comma: a member in front of it makes a list of it again. A number might go on in it. */
function opened(rest: string, parsed: number): string {
  return parsed === 0 ? rest : `[""${rest}`;
}

/** Null when the brace is inside a text or a nested object: the parser knows, for it reads from a member's beginning. */
function parseBatch(text: string): unknown[] | null {
  try {
    const batch: unknown = JSON.parse(text);
    return Array.isArray(batch) ? batch : null;
  } catch {
    return null;
  }
}

function parseLast(rest: string, parsed: number): unknown[] {
  const start = parsed === 0 ? rest.trimStart().slice(0, 1) : '[';
  if (start === '') fail('malformed', 'The answer was empty.');
  if (start === '<') fail('not-live-platform', 'The answer was a web page.');
  const list = parse(rest, parsed);
  if (!Array.isArray(list)) fail('malformed', `The answer was ${kindOf(list)} where a list was due.`);
  return list;
}

function parse(rest: string, parsed: number): unknown {
  const text = opened(rest, parsed);
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's message quotes the text, which holds customers' names: only the place is passed on.
    const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const moved = parsed - (text.length - rest.length);
    const where = place === undefined ? 'cut off' : `position ${Number(place) + moved}`;
    return fail('malformed', `The answer is no valid JSON (${where}, ${parsed + rest.length} characters).`);
  }
}

/** What a JSON value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : 'true or false';
}
