import { fold } from '../../customers/fold.ts';
import { letterOf, lettersOf } from './letters.ts';

/**
 * Folded texts by position, one after the other as UTF-16 code units. Strings of their own would take most of the time and
 * memory of a refresh: a column is folded, sorted, merged and stored without making any.
 */
export interface TextColumn {
  /** A text is any number of lines, each ended by a line feed. */
  units: Uint16Array;
  /** Where each text begins in `units`, and after the last one, where they end. */
  starts: Uint32Array;
  /** No unit has a bit that is not in here: at most 0xff where all fit into a byte, as those of IDs do. */
  bits: number;
  /** Which letters each text has, as `letterOf` gives them. */
  letters: Int32Array;
}

const lineFeed = 10;
/**
 * In the place of a folded code unit, besides 0 for one not seen yet: folds to several; folds together with its neighbours.
 * Nothing folds to half of a surrogate pair.
 */
const several = 0xd800;
const joint = 0xd801;

/** What each code unit folds to, as far as it was met: folding a million names character by character takes ten times as long. */
const foldedUnits = new Uint16Array(0x10000);
const expansions = new Map<number, string>();
/** Marks, halves of surrogate pairs and parts of Hangul syllables. */
const joining = /[\p{M}\p{Cs}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;

function meet(unit: number): number {
  const character = String.fromCharCode(unit);
  const folded = fold(character);
  let found = folded.charCodeAt(0);
  if (folded === '' || joining.test(character) || joining.test(folded)) found = joint;
  else if (folded.length > 1) {
    expansions.set(unit, folded);
    found = several;
  }
  foldedUnits[unit] = found;
  return found;
}

/** A column that is being made, text after text. */
export interface ColumnDraft extends TextColumn {
  units: Uint16Array<ArrayBuffer>;
  /** How many texts are whole. */
  texts: number;
  /** Where the next code unit goes. */
  end: number;
}

/** Begins a column of `count` texts. */
export function draftColumn(count: number): ColumnDraft {
  // Names and IDs of most lists take less.
  return {
    units: new Uint16Array(count * 40),
    starts: new Uint32Array(count + 1),
    bits: 0,
    letters: new Int32Array(count),
    texts: 0,
    end: 0,
  };
}

/** Folds a line and adds it to the text that is being written. */
export function addLine(draft: ColumnDraft, line: string): void {
  // Each unit of the line takes one; those that take more make room for themselves.
  let units = withRoom(draft, draft.end + line.length + 1);
  let { end, bits } = draft;
  let letters = 0;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    const folded = foldedUnits[unit] || meet(unit);
    if (folded === several || folded === joint) {
      // A joint character folds together with those before it: the line is begun again, as a whole.
      const text = folded === several ? (expansions.get(unit) ?? '') : fold(line);
      if (folded === joint) {
        end = draft.end;
        i = line.length;
      }
      units = withRoom(draft, end + text.length + (line.length - i) + 1);
      for (let j = 0; j < text.length; j++) bits |= units[end++] = text.charCodeAt(j);
      letters |= lettersOf(text);
    } else {
      bits |= units[end++] = folded;
      letters |= letterOf(folded);
    }
  }
  units[end++] = lineFeed;
  draft.letters[draft.texts] = (draft.letters[draft.texts] ?? 0) | letters;
  draft.end = end;
  draft.bits = bits;
}

/** Ends the text that is being written. */
export function endText(draft: ColumnDraft): void {
  draft.starts[++draft.texts] = draft.end;
}

/** The column, when all its texts are written. */
export function finishColumn({ units, starts, bits, letters, end }: ColumnDraft): TextColumn {
  return { units: units.subarray(0, end), starts, bits, letters };
}

function withRoom(draft: ColumnDraft, length: number): Uint16Array {
  if (length > draft.units.length) {
    const larger = new Uint16Array(length + (length >>> 2));
    larger.set(draft.units);
    draft.units = larger;
  }
  return draft.units;
}

/** The same texts in another order, in shared memory. */
export function sortColumn({ units, starts, bits, letters }: TextColumn, order: readonly number[]): TextColumn {
  const sorted = {
    units: new Uint16Array(new SharedArrayBuffer(units.byteLength)),
    starts: new Uint32Array(new SharedArrayBuffer(starts.byteLength)),
    letters: new Int32Array(new SharedArrayBuffer(letters.byteLength)),
  };
  let end = 0;
  for (const [position, from] of order.entries()) {
    sorted.starts[position] = end;
    sorted.letters[position] = letters[from] ?? 0;
    end = copyUnits(sorted.units, end, units, starts[from] ?? 0, starts[from + 1] ?? 0);
  }
  sorted.starts[order.length] = end;
  return { ...sorted, bits };
}

/** @returns where the copy ends */
function copyUnits(units: Uint16Array, end: number, from: Uint16Array, start: number, stop: number): number {
  // A call costs more than a short text.
  if (stop - start > 256) units.set(from.subarray(start, stop), end);
  else for (let i = start; i < stop; i++) units[end + i - start] = from[i] ?? 0;
  return end + stop - start;
}

/** All texts of a column in one string, of one byte a character where that is enough. */
export function textOf({ units, bits }: TextColumn): string {
  if (bits <= 0xff) return Buffer.from(units).toString('latin1');
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
}
