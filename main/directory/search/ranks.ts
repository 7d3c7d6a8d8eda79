/** Tells, by rank, whether something holds for a customer. */
export type RankTest = (rank: number) => boolean;

/** Those of some ranks for which a test holds, in the same order. */
export function keepRanks(ranks: Uint32Array, test: RankTest): Uint32Array {
  const kept = new Uint32Array(ranks.length);
  let count = 0;
  for (let place = 0; place < ranks.length; place++) {
    const rank = ranks[place] ?? 0;
    if (test(rank)) kept[count++] = rank;
  }
  return kept.slice(0, count);
}

/** The ranks that are in one of two lists or in both; all are ascending. */
export function joinRanks(some: Uint32Array, others: Uint32Array): Uint32Array {
  if (others.length === 0) return some;
  const joined = new Uint32Array(some.length + others.length);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < some.length || j < others.length) {
    const rank = some[i] ?? Infinity;
    const other = others[j] ?? Infinity;
    joined[count++] = Math.min(rank, other);
    if (rank <= other) i++;
    if (other <= rank) j++;
  }
  return joined.slice(0, count);
}
