import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf } from '../../../test/failure-of.ts';
import { parseRows } from './json-rows.ts';

/** Texts that look like the end of an object, and lists in lists, where no batch may end. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('},{', '},', '"}, {', '\\"},', ']', '[', 'Łódź 北京 😀'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Id', 'x', '},{'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

function pieces(text: string, length: number): string[] {
  return text.match(new RegExp(`.{1,${length}}`, 'gsu')) ?? [];
}

test('a list is the same whether it is parsed at once or in batches', () => {
  fc.assert(
    fc.property(
      fc.array(json, { maxLength: 30 }),
      fc.constantFrom(undefined, 1),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 60 }),
      (list, indent, pieceLength, batchLength) => {
        const text = ` ${JSON.stringify(list, null, indent)} `;
        const rows = [...parseRows(pieces(text, pieceLength), batchLength)].flat();
        expect(rows).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 1_000 },
  );
});

test('what is no JSON list is found out in batches as at once', () => {
  fc.assert(
    fc.property(
      fc.array(json, { maxLength: 8 }),
      fc.nat(),
      fc.constantFrom('', ',', ']', '}', '"', '[]', ',{}'),
      fc.integer({ min: 1, max: 30 }),
      (list, at, damage, batchLength) => {
        const good = JSON.stringify(list);
        const cut = at % good.length;
        const text = good.slice(0, cut) + damage + good.slice(cut + 1);
        expect(outcome(text, batchLength)).toEqual(outcome(text, Infinity));
      },
    ),
    { numRuns: 2_000 },
  );
});

function outcome(text: string, batchLength: number): unknown {
  try {
    return [...parseRows(pieces(text, 7), batchLength)].flat();
  } catch (error) {
    return error;
  }
}

test('a fault behind some batches is told with its place in the whole', async () => {
  const good = `[${'{"Id":"a"},'.repeat(100)}`;
  const faulty = '{"Id":"a" "b"}]';
  const failure = await failureOf(() => [...parseRows(pieces(good + faulty, 10), 100)]);
  const length = good.length + faulty.length;
  expect(failure.detail).toBe(
    `The answer is no valid JSON (position ${good.length + faulty.indexOf('"b"')}, ${length} characters).`,
  );
});
