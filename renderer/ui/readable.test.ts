import { expect, test } from 'vitest';
import { readable, spelledOut } from './readable.ts';

test.each([
  ['invoice\u202Eexe.jpg', 'invoice[U+202E]exe.jpg'],
  ['two\nlines\0', 'two[U+000A]lines[U+0000]'],
  ['zero\u200Bwidth\uFEFF', 'zero[U+200B]width[U+FEFF]'],
  ['tag\u{E0041}', 'tag[U+E0041]'],
  ['Łódź Straße 東京 👩\u200D🔧', 'Łódź Straße 東京 👩\u200D🔧'],
])('%j reads %j', (text, shown) => {
  expect(spelledOut(text)).toBe(shown);
  expect(readable(text)).toBe(shown);
});

test('what is written from right to left can’t turn our words around', () => {
  expect(readable('שלום')).toBe('\u2068שלום\u2069');
  expect(readable('\u202Eمرحبا')).toBe('\u2068[U+202E]مرحبا\u2069');
});

test('of a very long text its beginning is drawn, and no character is cut in two', () => {
  expect(readable('x'.repeat(100_000))).toBe(`${'x'.repeat(500)}…`);
  expect(readable(`${'x'.repeat(499)}😀`).isWellFormed()).toBe(true);
});
