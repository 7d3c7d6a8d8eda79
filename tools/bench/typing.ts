import * as v from 'valibot';
import { measure } from './child.ts';
import { withVersion } from './versions.ts';
import { type Bar, type Figure, figure, median, medianRatio } from './figure.ts';

const Result = v.object({
  times: v.record(v.string(), v.array(v.number())),
  totals: v.record(v.string(), v.array(v.number())),
});

const miniSearch = withVersion('MiniSearch', 'minisearch');
const word = 'A six-letter word, typed';
const bars: Record<string, { title: string; bar: Bar }> = {
  array: { title: `${word}, to an array that narrows`, bar: { '100k': 0.6, '1M': 0.6 } },
  like: {
    title: `${word}, to LIKE of ${withVersion('better-sqlite3', 'better-sqlite3')}`,
    bar: { '100k': 0.15, '1M': 0.15 },
  },
  miniSearch: { title: `${word}, to ${miniSearch} as its README begins`, bar: {} },
  miniSearchEqual: { title: `${word}, to ${miniSearch} with equal results`, bar: { '100k': 0.1 } },
  fuse: { title: `${word}, to ${withVersion('Fuse.js', 'fuse.js')}`, bar: { '100k': 0.005 } },
};

/** The same words, typed letter by letter, for every contender in turn; each letter gets 100 rows, the total and the counts by license. */
export async function typingFigures(size: number, file: string): Promise<Figure[]> {
  const few = await compare(file, ['fieldbook', 'array', 'like'], 40);
  const [exact, ...others] = Object.values(few.totals).map((totals) => JSON.stringify(totals));
  if (others.some((totals) => totals !== exact)) throw new Error('The contenders have not found the same.');
  // They take seconds a word, and much memory.
  const libraries =
    size > 300_000 ? null : await compare(file, ['fieldbook', 'miniSearch', 'miniSearchEqual', 'fuse'], 3);
  const figures = [few, ...(libraries ? [libraries] : [])].flatMap(({ times }) =>
    Object.entries(times).flatMap(([name, other]) => {
      const { title, bar } = bars[name] ?? {};
      const own = times['fieldbook'] ?? [];
      return title === undefined
        ? []
        : figure(title, size, { value: median(other), unit: 'ms', ratio: medianRatio(own, other) }, bar);
    }),
  );
  return [figure(word, size, { value: median(few.times['fieldbook'] ?? []), unit: 'ms' }), ...figures];
}

function compare(file: string, names: string[], words: number): Promise<v.InferOutput<typeof Result>> {
  return measure('measure-typing.ts', { file, names, words }, Result);
}
