/** Marks of direction, soft hyphens, byte order marks and zero-width characters; joiners only where they join nothing. */
const invisible =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]|(?<![^\0-\x7F])[\u200C\u200D]|[\u200C\u200D](?![^\0-\x7F])/g;
const typographic: readonly [RegExp, string][] = [
  [/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' '],
  [/[\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]/g, '-'],
  [/[\u00AB\u00BB\u201C-\u201F\u2033\u2036\uFF02]/g, '"'],
  [/[\u00B4\u02BC\u2018-\u201B\u2032\u2035\uFF07]/g, "'"],
];
const ascii = /^[\0-\x7F]*$/;

/**
 * Cleans what a person typed or pasted of what mail, chat and word processors add: characters that can't be seen vanish;
 * typographic quotes, dashes and spaces become those of a keyboard. Line breaks stay.
 */
export function cleanText(text: string): string {
  if (ascii.test(text)) return text;
  return typographic.reduce(
    (cleaned, [characters, plain]) => cleaned.replace(characters, plain),
    withoutInvisible(text),
  );
}

/** Takes away only what can't be seen: for secrets, in which every other character counts. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
