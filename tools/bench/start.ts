import * as v from 'valibot';
import { measure } from './child.ts';
import { type Figure, figure, median, medianRatio } from './figure.ts';

const IndexResult = v.object({ bytes: v.number(), customers: v.number() });
const StartResult = v.object({ took: v.number(), rows: v.literal(100) });

export async function indexFigure(size: number, file: string): Promise<Figure> {
  const { bytes, customers } = await measure('measure-index.ts', { file }, IndexResult);
  return figure(
    'Search index, a customer',
    size,
    { value: bytes / customers, unit: 'bytes' },
    { '100k': 140, '1M': 140 },
  );
}

/** @param small the file of a directory of 10,000 customers */
export async function startFigure(size: number, file: string, small: string, rounds: number): Promise<Figure> {
  const times: number[] = [];
  const smallTimes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    smallTimes.push((await measure('measure-start.ts', { file: small }, StartResult)).took);
    times.push((await measure('measure-start.ts', { file }, StartResult)).took);
  }
  return figure(
    'Cold start: opened, first rows and counts, to that of 10,000',
    size,
    { value: median(times), unit: 'ms', ratio: medianRatio(times, smallTimes) },
    { '1M': 1.5 },
  );
}
