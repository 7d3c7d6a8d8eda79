import { fold } from './fold.ts';

/**
 * Folded texts by place, one after the other as UTF-16 code units. Strings of their own would take most of the time and
 * memory of a refresh: a column is folded, sorted, merged and stored without making any.
 */
export interface TextColumn {
  /** A text is one or more lines, each ended by a line feed. */
  units: Uint16Array;
  /** Where each text begins in `units`, and behind the last one where they end. */
  starts: Uint32Array;
  /** No unit has a bit that is not in here: at most 0xff where all fit into a byte, as those of IDs do. */
  bits: number;
}

const lineFeed = 10;
/**
 * In the place of a folded code unit, besides 0 for one not met yet: folds to several; folds together with its neighbours.
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

/** Makes a column of one text for each item; `linesOf` gives its lines, not folded yet. */
export function makeColumn<Item>(items: readonly Item[], linesOf: (item: Item) => readonly string[]): TextColumn {
  let units = new Uint16Array(items.length * 40);
  const starts = new Uint32Array(items.length + 1);
  let end = 0;
  let bits = 0;
  for (const [place, item] of items.entries()) {
    starts[place] = end;
    for (const line of linesOf(item)) {
      units = withRoom(units, end, line.length * mostUnits + 1);
      const start = end;
      end = writeFolded(units, end, line);
      for (let i = start; i < end; i++) bits |= units[i] ?? 0;
      units[end++] = lineFeed;
    }
  }
  starts[items.length] = end;
  return { units: units.subarray(0, end), starts, bits };
}

/** One character folds to at most so many code units: U+FDFA has the longest decomposition. */
const mostUnits = 18;

function withRoom(units: Uint16Array<ArrayBuffer>, end: number, length: number): Uint16Array<ArrayBuffer> {
  if (end + length <= units.length) return units;
  const larger = new Uint16Array(units.length * 2 + length);
  larger.set(units);
  return larger;
}

/** @returns where the folded text ends */
function writeFolded(units: Uint16Array, start: number, text: string): number {
  let end = start;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const folded = foldedUnits[unit] || meet(unit);
    if (folded === joint) return writeUnits(units, start, fold(text));
    if (folded === several) end = writeUnits(units, end, expansions.get(unit) ?? '');
    else units[end++] = folded;
  }
  return end;
}

function writeUnits(units: Uint16Array, start: number, text: string): number {
  for (let i = 0; i < text.length; i++) units[start + i] = text.charCodeAt(i);
  return start + text.length;
}

/**
 * Puts texts of two columns together.
 * @param origins by place of the new column: a place in `kept`, or the complement (`~`) of a place in `fresh`
 */
export function mergeColumns(kept: TextColumn, fresh: TextColumn, origins: Int32Array): TextColumn {
  // Shared memory: another thread gets to see it without a copy.
  const starts = new Uint32Array(new SharedArrayBuffer((origins.length + 1) * Uint32Array.BYTES_PER_ELEMENT));
  const units = new Uint16Array(
    new SharedArrayBuffer((kept.units.length + fresh.units.length) * Uint16Array.BYTES_PER_ELEMENT),
  );
  let end = 0;
  for (let place = 0; place < origins.length;) {
    const origin = origins[place] ?? 0;
    const column = origin < 0 ? fresh : kept;
    const from = origin < 0 ? ~origin : origin;
    const count = origin < 0 ? 1 : runLength(origins, place);
    const start = column.starts[from] ?? 0;
    for (let i = 0; i < count; i++) starts[place + i] = end + (column.starts[from + i] ?? 0) - start;
    const texts = column.units.subarray(start, column.starts[from + count]);
    units.set(texts, end);
    end += texts.length;
    place += count;
  }
  starts[origins.length] = end;
  return { units: units.subarray(0, end), starts, bits: kept.bits | fresh.bits };
}

/** All texts of a column in one string, of one byte a character where that is enough. */
export function textOf({ units, bits }: TextColumn): string {
  if (bits <= 0xff) return Buffer.from(units).toString('latin1');
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
}

/** How many kept texts follow each other from a place on, as they did before. */
function runLength(origins: Int32Array, place: number): number {
  let end = place + 1;
  while (end < origins.length && origins[end] === (origins[end - 1] ?? 0) + 1) end++;
  return end - place;
}
