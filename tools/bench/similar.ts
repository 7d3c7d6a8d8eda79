import * as v from 'valibot';
import { measure } from './child.ts';
import { withVersion } from './versions.ts';
import { type Bar, type Figure, figure, median } from './figure.ts';

const Result = v.record(v.string(), v.object({ first: v.number(), firstFive: v.number(), times: v.array(v.number()) }));

const names: Record<string, string> = {
  fieldbook: 'Fieldbook',
  fuse: withVersion('Fuse.js', 'fuse.js'),
  miniSearch: `${withVersion('MiniSearch', 'minisearch')} with \`fuzzy\``,
  uFuzzy: withVersion('uFuzzy', '@leeoniya/ufuzzy'),
};
const qualitySize = 10_000;

/**
 * A thousand misspelt, misheard or rewritten names: how many of them don't lead to the customer meant, by Fieldbook and by others; and
 * how long Fieldbook takes for one at the bench's size.
 */
export async function similarFigures(size: number): Promise<Figure[]> {
  const finders = Object.keys(names);
  const quality = await measure('measure-similar.ts', { size: qualitySize, questions: 1_000, finders }, Result);
  const speed = await measure('measure-similar.ts', { size, questions: 100, finders: ['fieldbook'] }, Result);
  const misses = finders.flatMap((finder) => {
    const { first = 0, firstFive = 0 } = quality[finder] ?? {};
    const isOwn = finder === 'fieldbook';
    return [
      share(`A misspelt name, customer not first: ${names[finder] ?? ''}`, 1 - first, isOwn ? { '100k': 10 } : {}),
      share(`… not among the first five: ${names[finder] ?? ''}`, 1 - firstFive, isOwn ? { '100k': 3 } : {}),
    ];
  });
  const took = { value: median(speed['fieldbook']?.times ?? []), unit: 'ms' } as const;
  return [figure('A misspelt name, found', size, took, { '100k': 32, '1M': 250 }), ...misses];
}

function share(name: string, value: number, bar: Bar): Figure {
  return figure(name, qualitySize, { value: value * 100, unit: '%' }, bar);
}
