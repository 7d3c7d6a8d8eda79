import type { Database } from 'better-sqlite3';
import { fail } from '../../failure.ts';
import { type Customer, customerKey } from '../customers/customer.ts';
import { fingerprintOfKey, fingerprintSize, fingerprintsOf, writeFingerprint } from '../customers/fingerprint.ts';
import { readOrderedCustomers } from '../search/ordered-customers.ts';
import { openCustomers, readLeads } from '../storage/cached-customers.ts';
import { readListNumber } from '../storage/refresh-log.ts';
import { readOrder, type StoredOrder } from '../storage/stored-order.ts';

/** The cached list as a new one is compared with it: by fingerprints, so that only customers who differ are read. */
export interface CachedList extends StoredOrder {
  /** Of the refresh that brought it; null before the first. */
  number: number | null;
  /** Reads the customer at a position. */
  customerAt(position: number): Customer;
  /** Where the customer with the same key is, and whether all that is cached is the same; null when there is none. */
  find(customer: Customer): { position: number; isSame: boolean } | null;
  /** Where the customer with this key is, as `customerKey` gives it; null when there is none. */
  positionOf(key: string): number | null;
  /** All customers without an ID. */
  leads(): Customer[];
}

/** Opens the list that is in the database now. Throws as `readOrderedCustomers`. */
export function openCachedList(database: Database): CachedList {
  const number = readListNumber(database);
  const order = readOrder(database) ?? orderAgain(database);
  const { rowIds, fingerprints } = order;
  const customerIn = openCustomers(database);
  const customerAt = (position: number): Customer =>
    customerIn(rowIds[position] ?? 0) ?? fail('cache-damaged', `There is no customer at ${position}.`);
  const slots = slotsByKey(fingerprints, rowIds.length);
  /** Of the customer who is looked for. */
  const print = new Int32Array(fingerprintSize);

  function find(customer: Customer): ReturnType<CachedList['find']> {
    // In a first list there is nobody to look for.
    if (rowIds.length === 0) return null;
    writeFingerprint(customer, print, 0);
    for (let slot = print[0] ?? 0; ; slot++) {
      const position = (slots[slot & (slots.length - 1)] ?? 0) - 1;
      if (position < 0) return null;
      const at = fingerprintSize * position;
      if (fingerprints[at] !== print[0]) continue;
      if (fingerprints[at + 1] === print[1] && fingerprints[at + 2] === print[2]) return { position, isSame: true };
      if (customerKey(customerAt(position)) === customerKey(customer)) return { position, isSame: false };
    }
  }

  return {
    number,
    ...order,
    customerAt,
    find,
    positionOf(key) {
      const wanted = fingerprintOfKey(key);
      for (let slot = wanted; ; slot++) {
        const position = (slots[slot & (slots.length - 1)] ?? 0) - 1;
        if (position < 0) return null;
        if (fingerprints[fingerprintSize * position] === wanted && customerKey(customerAt(position)) === key)
          return position;
      }
    },
    leads: () => readLeads(database),
  };
}

function orderAgain(database: Database): StoredOrder {
  const { customers, rowIds } = readOrderedCustomers(database);
  return { rowIds, fingerprints: fingerprintsOf(customers) };
}

/** One more than each position, from the slot on that its key says; 0 where a slot is free. A `Map` takes ten times as long. */
function slotsByKey(fingerprints: Int32Array, count: number): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  for (let position = 0; position < count; position++) {
    let slot = fingerprints[fingerprintSize * position] ?? 0;
    while (slots[slot & (slots.length - 1)] !== 0) slot++;
    slots[slot & (slots.length - 1)] = position + 1;
  }
  return slots;
}
