import { copyFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { measure } from './child.ts';
import { type Bar, type Figure, figure, median, medianRatio } from './figure.ts';
import type { ListFiles } from './lists.ts';

const FloorResult = v.object({ took: v.number() });
const RefreshResult = v.object({ took: v.number(), memory: v.number(), customers: v.number() });
type RefreshResult = v.InferOutput<typeof RefreshResult>;

const kinds = ['full', 'changed', 'unchanged'] as const;
type Kind = (typeof kinds)[number];
const titles: Record<Kind, string> = {
  full: 'Full refresh into an empty directory, to the floor',
  changed: 'Refresh with 1 % changed, to the floor',
  unchanged: 'Refresh with nothing changed, to the floor',
};
const bars: Record<Kind, Bar> = {
  full: { '100k': 2, '1M': 2 },
  changed: { '100k': 1.1, '1M': 1.1 },
  unchanged: { '100k': 0.12, '1M': 0.12 },
};

/** Makes a directory of a list, by a refresh. @returns its closed file */
export async function makeDirectory(folder: string, { size, full }: ListFiles): Promise<string> {
  const file = join(folder, `cached-${size}.sqlite`);
  const { customers } = await measure('measure-refresh.ts', { body: full, file, isReady: true }, RefreshResult);
  if (customers !== size) throw new Error(`${customers} of ${size} customers were cached.`);
  return file;
}

/** Each refresh against the floor, one after the other in each round; then how much memory the refreshes take. */
export async function refreshFigures(
  folder: string,
  lists: ListFiles,
  cached: string,
  rounds: number,
): Promise<Figure[]> {
  const floors: number[] = [];
  const times: Record<Kind, number[]> = { full: [], changed: [], unchanged: [] };
  for (let round = 0; round < rounds; round++) {
    const file = join(folder, 'floor.sqlite');
    const { took } = await measure('measure-floor.ts', { body: lists.full, file }, FloorResult);
    rmSync(file);
    floors.push(took);
    for (const kind of kinds) times[kind].push((await refresh(folder, lists, cached, kind, true)).took);
  }

  const { size } = lists;
  const text = statSync(lists.full).size;
  const memory: number[] = [];
  for (let round = 0; round < 3; round++) memory.push((await refresh(folder, lists, cached, 'full', false)).memory);
  for (let round = 0; round < 3; round++) memory.push((await refresh(folder, lists, cached, 'changed', false)).memory);
  const peak = Math.max(median(memory.slice(0, 3)), median(memory.slice(3)));
  return [
    figure('The floor: JSON.parse and one INSERT a row', size, { value: median(floors), unit: 'ms' }),
    ...kinds.map((kind) =>
      figure(
        titles[kind],
        size,
        { value: median(times[kind]), unit: 'ms', ratio: medianRatio(times[kind], floors) },
        bars[kind],
      ),
    ),
    figure(
      'Peak memory of a refresh, to the JSON text',
      size,
      { value: peak, unit: 'bytes', ratio: peak / text },
      { '100k': 6, '1M': 5 },
    ),
  ];
}

async function refresh(
  folder: string,
  { full, changed }: ListFiles,
  cached: string,
  kind: Kind,
  isReady: boolean,
): Promise<RefreshResult> {
  const file = join(folder, 'refreshed.sqlite');
  if (kind !== 'full') copyFileSync(cached, file);
  const result = await measure(
    'measure-refresh.ts',
    { body: kind === 'changed' ? changed : full, file, isReady },
    RefreshResult,
  );
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return result;
}
