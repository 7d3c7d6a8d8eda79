import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCustomers, type SimulatedCustomer } from '../live-platform/customers.ts';

/** Files with what Live Platform would answer. */
export interface ListFiles {
  size: number;
  full: string;
  /** The same list later: one customer in a hundred has gone, is renamed, has another license, or is new. */
  changed: string;
}

export function writeLists(folder: string, size: number): ListFiles {
  const customers = makeCustomers(size);
  const files = { size, full: join(folder, `full-${size}.json`), changed: join(folder, `changed-${size}.json`) };
  writeFileSync(files.full, JSON.stringify(customers));
  writeFileSync(files.changed, JSON.stringify(changedLater(customers)));
  return files;
}

function changedLater(customers: readonly SimulatedCustomer[]): SimulatedCustomer[] {
  const fresh = makeCustomers(Math.ceil(customers.length / 400), 2);
  const later = customers.flatMap((customer, position) => {
    switch (position % 400) {
      case 0:
        return [];
      case 100:
        return [{ ...customer, FullName: `${customer.FullName} (renamed)` }];
      case 200:
        return [{ ...customer, LicenseType: customer.LicenseType === 3 ? 2 : 3 }];
      default:
        return [customer];
    }
  });
  return [...later, ...fresh];
}
