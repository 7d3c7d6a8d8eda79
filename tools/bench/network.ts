import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { measure } from './child.ts';
import { type Bar, type Figure, figure, median, medianRatio } from './figure.ts';
import type { ListFiles } from './lists.ts';

const Result = v.object({ took: v.number(), afterLastByte: v.number() });
type Result = v.InferOutput<typeof Result>;

interface Case {
  title: string;
  body: 'full' | 'changed';
  /** Whether the full list is cached before. */
  isCached: boolean;
  /** Of the whole refresh at 50 Mbit/s, and of what is waited for after the last byte. */
  bars: { whole: Bar; afterLastByte: Bar };
}

const cases: readonly Case[] = [
  {
    title: 'full',
    body: 'full',
    isCached: false,
    bars: { whole: { '100k': 1.05, '1M': 1.05 }, afterLastByte: { '100k': 1.3, '1M': 1.3 } },
  },
  {
    title: '1 % changed',
    body: 'changed',
    isCached: true,
    bars: { whole: { '100k': 0.95, '1M': 0.95 }, afterLastByte: { '100k': 0.25, '1M': 0.25 } },
  },
  {
    title: 'nothing changed',
    body: 'full',
    isCached: true,
    bars: { whole: {}, afterLastByte: { '100k': 0.08, '1M': 0.08 } },
  },
];

/** From F5 to a list that can be searched, and what of it comes after the last byte; each to the floor on the same network. */
export async function networkFigures(
  folder: string,
  lists: ListFiles,
  cached: string,
  megabits: number,
  rounds: number,
): Promise<Figure[]> {
  const file = join(folder, 'network.sqlite');
  async function refresh(body: string, isFloor: boolean, copyOf: string | null): Promise<Result> {
    if (copyOf !== null) copyFileSync(copyOf, file);
    const result = await measure('measure-network.ts', { body, file, megabits, isFloor }, Result);
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    return result;
  }

  const floors: Result[] = [];
  const results = cases.map((): Result[] => []);
  for (let round = 0; round < rounds; round++) {
    floors.push(await refresh(lists.full, true, null));
    for (const [at, { body, isCached }] of cases.entries()) {
      results[at]?.push(await refresh(lists[body], false, isCached ? cached : null));
    }
  }
  return cases.flatMap(({ title, bars }, at) => {
    const compared = (of: keyof Result): { value: number; unit: 'ms'; ratio: number } => {
      const [values, others] = [results[at] ?? [], floors].map((all) => all.map((each) => each[of]));
      return { value: median(values ?? []), unit: 'ms', ratio: medianRatio(values ?? [], others ?? []) };
    };
    const network = `${megabits} Mbit/s, ${title}`;
    return [
      figure(
        `F5 to a new list at ${network}, to the floor`,
        lists.size,
        compared('took'),
        megabits === 50 ? bars.whole : {},
      ),
      figure(`… after the last byte, to the floor’s own`, lists.size, compared('afterLastByte'), bars.afterLastByte),
    ];
  });
}
