import { fail } from '../../failure.ts';
import { findRowEnds } from './row-ends.ts';

/** In bytes: large enough to be parsed fast, small enough not to matter. */
const defaultPieceSize = 1 << 18;

/** Parses a JSON list while its bytes arrive: neither its text nor what it is parsed to is ever in memory as a whole. */
export interface JsonRows {
  /**
   * @returns rows that have become whole, some at a time
   * Throws, as soon as that is plain, why these bytes can be no list: `malformed`, `too-large` (a row), `not-live-platform` (a web
   * page).
   */
  add(bytes: Uint8Array): unknown[];
  /** @returns the rows that are left. Throws as `add`, and `malformed` when what has come is no whole list. */
  end(): unknown[];
}

/** @param pieceSize in bytes; so many are parsed at once, and as many more as the last row takes */
export function createJsonRows(pieceSize = defaultPieceSize): JsonRows {
  const ends = findRowEnds();
  let piece: Uint8Array[] = [];
  let size = 0;
  let begun = false;
  /** How many characters were parsed. */
  let parsed = 0;

  function parsePiece(isLast: boolean): unknown[] {
    const text = textOf(piece, parsed === 0);
    const rows = parseRows(text, parsed, isLast);
    parsed += text.length;
    return rows;
  }

  return {
    add(bytes) {
      begun ||= beginsList(bytes);
      const end = ends.findLast(bytes);
      if (end === 0 || size + end < pieceSize) {
        piece.push(bytes);
        size += bytes.length;
        return [];
      }
      piece.push(bytes.subarray(0, end));
      const rows = parsePiece(false);
      piece = [bytes.subarray(end)];
      size = bytes.length - end;
      return rows;
    },
    end() {
      if (!begun) fail('malformed', 'The answer was empty.');
      return parsePiece(true);
    },
  };
}

const byteOrderMark = [0xef, 0xbb, 0xbf];
const whitespace = [0x20, 0x09, 0x0a, 0x0d];

/** Whether a list begins in these bytes; false when nothing does yet. */
function beginsList(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => !whitespace.includes(byte) && !byteOrderMark.includes(byte));
  if (first === undefined) return false;
  const sign = String.fromCharCode(first);
  if (sign === '[') return true;
  if (sign === '<') fail('not-live-platform', 'The answer was a web page.');
  const kind = kindByFirstSign(sign);
  return fail('malformed', kind ? `The answer was ${kind} where a list was due.` : 'The answer is no valid JSON.');
}

function kindByFirstSign(sign: string): string | null {
  if (sign === '{') return kindOf({});
  if (sign === '"') return kindOf('');
  if (sign === 'n') return kindOf(null);
  if (/[tf]/.test(sign)) return kindOf(true);
  return /[-\d]/.test(sign) ? kindOf(0) : null;
}

/** Decoded as a whole: pieces end after commas between rows, and no character of several bytes has one in it. */
function textOf(piece: readonly Uint8Array[], isFirst: boolean): string {
  const bytes = Buffer.concat(piece);
  const hasMark = isFirst && byteOrderMark.every((byte, at) => bytes[at] === byte);
  try {
    // A mark anywhere else is a character like any other.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(hasMark ? bytes.subarray(3) : bytes);
  } catch {
    return fail('malformed', 'The answer is not UTF-8 text.');
  }
}

/**
 * Parses rows that were cut out of a list.
 * @param parsed how many characters of the list come before them
 */
function parseRows(text: string, parsed: number, isLast: boolean): unknown[] {
  const opened = parsed === 0 ? text : `[${text}`;
  const rows = parse(isLast ? opened : `${opened.slice(0, -1)}]`, parsed === 0 ? 0 : parsed - 1);
  const isWhole = parsed === 0 && isLast;
  // Between two commas, or after the last one, there must be something.
  if (rows.length === 0 && !isWhole) fail('malformed', notValid(null));
  return rows;
}

function parse(text: string, offset: number): unknown[] {
  try {
    const rows: unknown = JSON.parse(text);
    if (Array.isArray(rows)) return rows;
  } catch (error) {
    // The engine's message quotes the text, which holds customers' names: only the place is passed on.
    const place = error instanceof Error ? /JSON at position (\d+)/.exec(error.message)?.[1] : undefined;
    fail('malformed', notValid(place === undefined ? null : Number(place) + offset));
  }
  return fail('malformed', notValid(null));
}

function notValid(position: number | null): string {
  return `The answer is no valid JSON${position === null ? '' : ` (position ${position})`}.`;
}

/** What a JSON value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : 'true or false';
}
