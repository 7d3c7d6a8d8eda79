/**
 * Directional marks, soft hyphens, byte order marks, control, filler and zero-width characters; joiners only where they
 * join nothing.
 */
const invisible =
  // eslint-disable-next-line no-control-regex
  /[\0-\x08\x0E-\x1F\x7F-\x84\x86-\x9F\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|\u034F|(?<![^\0-\x7F])[\u200C\u200D]|[\u200C\u200D](?![^\0-\x7F])/g;
const typographic: readonly [RegExp, string][] = [
  [/[\x85\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800\u3000]/g, ' '],
  [/[\u02D7\u058A\u05BE\u2010-\u2015\u2043\u207B\u208B\u2212\u2796\u2E3A\u2E3B\uFE31\uFE32\uFE58\uFE63\uFF0D]/g, '-'],
  [/[\u00AB\u00BB\u02BA\u05F4\u201C-\u201F\u2033\u2036\u275D\u275E\u300C-\u300F\u301D-\u301F\uFF02]/g, '"'],
  [
    /[`\u00B4\u02B9\u02BB\u02BC\u05F3\u1FBD\u1FBF\u2018-\u201B\u2032\u2035\u2039\u203A\u275B\u275C\uA78B\uA78C\uFF07]/g,
    "'",
  ],
];
const plain = /^[\t-\r -_a-~]*$/;
/** What stands for a blank in HTML and in web addresses. */
const spelledBlanks = /&nbsp;|&#160;|&#xa0;|%20|%c2%a0/gi;

/** Whether a text has only what keyboards type, so that `asTyped` leaves it as it is. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/**
 * Cleans what a person typed or pasted of what mail, chat, word processors and browsers add: as `asTyped`, and what spells a blank
 * becomes one.
 */
export function cleanText(text: string): string {
  return asTyped(text.replace(spelledBlanks, ' '));
}

/**
 * A text as a keyboard types it: characters that can't be seen vanish; typographic quotes, dashes and spaces, and accents that stand
 * alone, become those of a keyboard. Line breaks stay.
 */
export function asTyped(text: string): string {
  if (isPlain(text)) return text;
  return typographic.reduce((cleaned, [characters, key]) => cleaned.replace(characters, key), withoutInvisible(text));
}

/** Removes only what is invisible: for secrets, in which every other character counts. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
