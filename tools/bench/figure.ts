/** One line of the bench. */
export interface Figure {
  name: string;
  /** Customers in the list. */
  size: number;
  /** The median. */
  value: number;
  unit: 'ms' | 'bytes' | 'rows' | 'frames' | '%';
  /** To what the name says it is held against; null where the value itself is held against the bar. */
  ratio: number | null;
  /** What the ratio, or the value, must not be above; null where there is none. */
  bar: number | null;
  /** Null without a bar. */
  holds: boolean | null;
}

/** What must hold at the nearest of two sizes. */
export type Bar = Partial<Record<'100k' | '1M', number>>;

/** @param ratio as in `Figure` */
export function figure(
  name: string,
  size: number,
  { value, unit, ratio = null }: { value: number; unit: Figure['unit']; ratio?: number | null },
  bars: Bar = {},
): Figure {
  const bar = bars[size > 300_000 ? '1M' : '100k'] ?? null;
  return { name, size, value, unit, ratio, bar, holds: bar === null ? null : (ratio ?? value) <= bar };
}

/** The middle value; of an even number of values the lower one of the two. Throws when there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The least value that `share` of all values are not above. Throws when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((some, others) => some - others);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

/** The median of the ratios of what was measured side by side. */
export function medianRatio(values: readonly number[], others: readonly number[]): number {
  return median(values.map((value, round) => value / (others[round] ?? NaN)));
}
