import { fail } from '../../failure.ts';

/** A list in a row's field, and objects in it, are four deep; what nests deeper is made to exhaust what reads it. */
const deepest = 64;
/** In bytes; rows have some hundred. */
const longestRow = 4 * 1024 * 1024;

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;

/** Finds where the rows of a JSON list end, in its bytes as they arrive. */
export interface RowEnds {
  /**
   * @returns the offset after the comma that ends the last whole row in these bytes; 0 when none of them ends one
   * Throws `malformed` when a row nests too deep, `too-large` when it is too long. Whether all is JSON is not looked at.
   */
  findLast(bytes: Uint8Array): number;
}

/** Begins at the first byte of a list; must see all of it, in order. */
export function findRowEnds(): RowEnds {
  let passed = 0;
  let rowStart = 0;
  let depth = 0;
  let isText = false;
  let isEscaped = false;

  function checkLength(end: number): void {
    if (end - rowStart > longestRow) {
      fail('too-large', `A row of the answer is longer than ${longestRow} bytes (from byte ${rowStart}).`);
    }
  }

  return {
    findLast(bytes) {
      let last = 0;
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        if (isText) {
          if (isEscaped) isEscaped = false;
          else if (byte === backslash) isEscaped = true;
          else if (byte === quote) isText = false;
        } else if (byte === quote) isText = true;
        else if (byte === comma) {
          if (depth !== 1) continue;
          checkLength(passed + at);
          last = at + 1;
          rowStart = passed + last;
        } else if ((byte & 0xdf) === 0x5b) {
          // [ and {
          if (++depth > deepest) fail('malformed', `The answer nests deeper than ${deepest} (at byte ${passed + at}).`);
        } else if ((byte & 0xdf) === 0x5d) depth--;
      }
      passed += bytes.length;
      checkLength(passed);
      return last;
    },
  };
}
