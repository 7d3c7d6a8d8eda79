import { longestDrawn } from '../../preload/contract/customers.ts';

/**
 * Characters that draw nothing or reorder the text around them: controls, line ends, directional marks, zero-width
 * characters, tags.
 */
const unseen =
  /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The part of a text that is drawn. It is stored, searched and copied whole. */
export function drawn(text: string): string {
  return text.length <= longestDrawn ? text : `${text.slice(0, longestDrawn).toWellFormed()}…`;
}

/** Spells out what is invisible: `invoice[U+202E]exe.jpg`. For names that stand alone, isolated by their element's style. */
export function spelledOut(text: string): string {
  return text.replace(unseen, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/**
 * A foreign text made safe among our words: what is invisible is spelled out, and right-to-left text is isolated.
 * https://www.w3.org/International/questions/qa-bidi-unicode-controls
 */
export function readable(text: string): string {
  const spelled = spelledOut(drawn(text));
  return rightToLeft.test(spelled) ? `\u2068${spelled}\u2069` : spelled;
}
