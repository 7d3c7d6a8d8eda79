/** Tells, by position, whether something holds for a customer. */
export type PositionTest = (position: number) => boolean;

/** Those of some positions for which a test holds, in the same order. */
export function keepPositions(positions: Uint32Array, test: PositionTest): Uint32Array {
  const kept = new Uint32Array(positions.length);
  let count = 0;
  for (let at = 0; at < positions.length; at++) {
    const position = positions[at] ?? 0;
    if (test(position)) kept[count++] = position;
  }
  return kept.slice(0, count);
}

/** Tells which of `count` positions are among some. */
export function isAmong(positions: Uint32Array, count: number): PositionTest {
  const among = new Uint8Array(count);
  for (let at = 0; at < positions.length; at++) among[positions[at] ?? 0] = 1;
  return (position) => among[position] === 1;
}

/** The positions that are in one of two lists or in both; all are ascending. */
export function joinPositions(some: Uint32Array, others: Uint32Array): Uint32Array {
  if (others.length === 0) return some;
  const joined = new Uint32Array(some.length + others.length);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < some.length || j < others.length) {
    const position = some[i] ?? Infinity;
    const other = others[j] ?? Infinity;
    joined[count++] = Math.min(position, other);
    if (position <= other) i++;
    if (other <= position) j++;
  }
  return joined.slice(0, count);
}
