import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { makeCustomers } from '../live-platform/customers.ts';
import { startSimulator } from '../live-platform/simulator.ts';
import { measure } from './child.ts';
import { type Figure, figure, median } from './figure.ts';

const Result = v.object({ longest: v.number(), customers: v.number() });

/** Full refreshes over HTTP, each in a process of its own. */
export async function stallFigure(folder: string, size: number, rounds: number): Promise<Figure> {
  const simulator = await startSimulator({ customers: makeCustomers(size) });
  try {
    const longest: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { url, authority, tenantId, clientId, clientSecret, scope } = simulator;
      const file = join(folder, `stall-${round}.sqlite`);
      const task = { file, url, authority, tenantId, clientId, clientSecret, scope };
      const result = await measure('measure-stall.ts', task, Result);
      if (result.customers !== size) throw new Error(`${result.customers} of ${size} customers were cached.`);
      longest.push(result.longest);
      rmSync(file);
    }
    const name = 'Longest stall of the main process in a full refresh';
    return figure(name, size, { value: median(longest), unit: 'ms' }, { '100k': 16, '1M': 16 });
  } finally {
    await simulator.close();
  }
}
