import type { CustomerColumn } from '../../preload/bridge.ts';

/** The columns of the customer list, in order. */
export const columns: readonly { column: CustomerColumn; title: string }[] = [
  { column: 'shortName', title: 'Short name' },
  { column: 'fullName', title: 'Full name' },
  { column: 'license', title: 'License' },
  { column: 'service', title: 'Service' },
  { column: 'id', title: 'ID' },
];
