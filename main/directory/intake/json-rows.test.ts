import { fc } from '../../../test/support/properties.ts';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../test/failure-of.ts';
import { inChunks } from '../../../test/support/in-chunks.ts';
import { FailureError } from '../../failure.ts';
import { createJsonRows } from './json-rows.ts';

/** Texts that look like the end of a row, lists in lists, and characters of one to four bytes, of which a mark is one. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('},{', '},', '"}, {', '\\"},', ']', '[', 'Łódź 北京 😀', '}\ufeff', '\ufeff', '\ud800', ',\ufeff'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Id', 'x', '},{', '\ufeff'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

const cuts = fc.array(fc.nat(200), { maxLength: 12 });

function rowsOf(text: string, at: readonly number[], pieceSize: number): unknown[] {
  const rows = createJsonRows(pieceSize);
  const parsed = inChunks(text, at).flatMap((chunk) => rows.add(chunk));
  return [...parsed, ...rows.end()];
}

test('a list is the same however its bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(json, { maxLength: 30 }),
      fc.constantFrom(undefined, 1),
      fc.constantFrom('', '\ufeff', ' \n'),
      cuts,
      fc.integer({ min: 1, max: 200 }),
      (list, indent, start, at, pieceSize) => {
        const text = JSON.stringify(list, null, indent);
        expect(rowsOf(`${start}${text} `, at, pieceSize)).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('no character is lost wherever a chunk ends', () => {
  const list = [{ Id: 'a}\ufeff' }, { Id: '\ufeff😀}', Name: 'Łódź,' }, ['}', '\ufeff'], '}\ufeff{'];
  const text = JSON.stringify(list);
  for (let at = 0; at <= Buffer.byteLength(text); at++) {
    expect(rowsOf(text, [at], 1)).toEqual(list);
    expect(rowsOf(text, [at], 1 << 18)).toEqual(list);
  }
});

test('what is no JSON list is found out in pieces as at once', () => {
  fc.assert(
    fc.property(
      fc.array(json, { maxLength: 8 }),
      fc.nat(),
      fc.constantFrom('', ',', ',,', ']', '}', '"', '[]', ',{}', '\ufeff', ' ,', '][', '},{'),
      fc.integer({ min: 1, max: 30 }),
      cuts,
      (list, place, damage, pieceSize, at) => {
        const good = JSON.stringify(list);
        const cut = place % good.length;
        const text = `${good.slice(0, cut)}${damage}${good.slice(cut + 1)}`.toWellFormed();
        const outcome = outcomeOf(text, at, pieceSize);
        expect(outcome).toEqual(outcomeOf(text, [], Infinity));
        expect(Array.isArray(outcome) ? outcome : null).toEqual(listIn(text));
      },
    ),
    { numRuns: 3_000 },
  );
});

/** Its rows, or what is wrong with it; V8 tells the place of some faults alone. */
function outcomeOf(text: string, at: readonly number[], pieceSize: number): unknown {
  try {
    return rowsOf(text, at, pieceSize);
  } catch (error) {
    return error instanceof FailureError ? error.failure.detail.replace(/ \(position \d+\)/, '') : error;
  }
}

/** Null: not a JSON list. A mark at the beginning is none of its characters. */
function listIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

test('a fault after some pieces is told with its place in the whole', async () => {
  const good = `[${'{"Id":"a"},'.repeat(100)}`;
  const failure = await failureOf(() => rowsOf(`${good}{"Id":"a" "b"}]`, [], 100));
  expect(failure.detail).toBe(`The answer is no valid JSON (position ${good.length + '{"Id":"a" '.length}).`);
});

describe('what is made to exhaust memory is refused while it arrives', () => {
  const row = '{"Id":"a","ShortName":"A","FullName":"A","LicenseType":0}';
  test.each([
    ['lists in lists', '[', '[', 'malformed', 'nests deeper than 64 (at byte 64)'],
    ['lists in a row', `[${row},`, '[', 'malformed', 'nests deeper than 64'],
    ['objects in a field', `[${row},`, '{"a":', 'malformed', 'nests deeper than 64'],
    ['a wide list in a row', `[${row},[`, '{},', 'too-large', 'longer than 4194304 bytes (from byte 59)'],
    ['a text without end', `[${row},{"Id":"`, '[[[[\\"', 'too-large', 'longer than 4194304 bytes'],
    ['blanks without end', '', ' \n', 'too-large', 'longer than 4194304 bytes'],
    ['an object', '', '{"a":[{},', 'malformed', 'an object where a list was due'],
  ])('%s', async (_, start, repeated, code, detail) => {
    const rows = createJsonRows();
    const chunk = Buffer.from(repeated.repeat(8_192));
    const refused = await failureOf(() => {
      rows.add(Buffer.from(start));
      for (let size = 0; size < 8 * 1024 * 1024; size += chunk.length) rows.add(chunk);
    });
    expect(refused.code).toBe(code);
    expect(refused.detail).toContain(detail);
  });

  test('rows may nest, and be long, within reason', () => {
    const deep = `${'['.repeat(63)}${']'.repeat(63)}`;
    const long = JSON.stringify('long'.repeat(1_000_000));
    expect(rowsOf(`[${deep},${long},${long}]`, [], 1 << 18)).toHaveLength(3);
  });
});
