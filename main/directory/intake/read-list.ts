import type { Snapshot } from '../../../preload/contract/directory.ts';
import { fail } from '../../failure.ts';
import { numberTwins } from '../customers/customer.ts';
import type { Comparing } from './comparison.ts';
import { readId, readRow } from './customer-row.ts';
import { createSetAsideRows } from './set-aside-rows.ts';

/** What became of the rows of a list: each is a customer, or one of these. */
export interface ReceivedRows {
  received: number;
  /** Rows that repeated another one to the letter. */
  collapsed: number;
  setAside: Snapshot['setAside'];
}

/** Accounts for every row of "Get Customers Brief Details (V2)", and hands its customers on. */
export interface ListReader {
  /** @returns how many rows there are so far */
  add(rows: readonly unknown[]): number;
  /** Throws `malformed` when no row could be read. */
  end(): ReceivedRows;
}

/** @param comparing takes the customers; must not have been used before */
export function readList(comparing: Pick<Comparing, 'add' | 'keep'>): ListReader {
  const setAside = createSetAsideRows();
  const numbered = numberTwins();
  let received = 0;
  let collapsed = 0;

  function addRow(row: unknown, position: number): void {
    const customer = readRow(row);
    if (typeof customer === 'string') {
      setAside.add({ position, reason: customer });
      const id = readId(row);
      if (id !== null) comparing.keep(id);
      return;
    }
    // Of rows with one ID, equal ones collapse and of conflicting ones the later counts.
    const earlier = comparing.add(numbered(customer), position);
    if (earlier?.isSame === true) collapsed++;
    else if (earlier) {
      const reason = `Row ${position} has the same Id and differs. The later row counts.`;
      setAside.add({ position: earlier.row, reason });
    }
  }

  return {
    add(rows) {
      for (const row of rows) addRow(row, ++received);
      return received;
    },
    end() {
      const { count, listed } = setAside.all();
      if (received > 0 && collapsed + count === received) {
        fail('malformed', `None of ${received} rows could be read. Row 1: ${listed[0]?.reason ?? ''}`);
      }
      return { received, collapsed, setAside: { count, listed } };
    },
  };
}
