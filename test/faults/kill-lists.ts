import * as v from 'valibot';
import { makeCustomers, type SimulatedCustomer } from '../../tools/live-platform/customers.ts';
import { laterList } from './test-bed.ts';

/** A list, and when the refresh takes place that brings it. */
export interface TurnList {
  body: Uint8Array;
  at: number;
}

/** What `turns.ts` is told: the directory's file, and which list comes first. */
export const Order = v.object({ file: v.string(), begin: v.picklist([0, 1]) });

const count = 10_000;

/** Ten thousand customers, and the same some days later; each with a row that can't be read. */
export function turnLists(): [TurnList, TurnList] {
  const customers = makeCustomers(count, 3);
  return [turnList(customers, Date.UTC(2026, 0, 5)), turnList(laterList(customers), Date.UTC(2026, 0, 8))];
}

function turnList(customers: SimulatedCustomer[], at: number): TurnList {
  return { body: new TextEncoder().encode(JSON.stringify([...customers, { ShortName: 'Nameless' }])), at };
}
