import type { CustomerColumn } from '../../preload/bridge.ts';
import { columnTitles } from '../texts/list.ts';

/** The columns of the customer list, in order. */
export const columns: readonly { column: CustomerColumn; title: string }[] = [
  { column: 'shortName', title: columnTitles.shortName },
  { column: 'fullName', title: columnTitles.fullName },
  { column: 'license', title: columnTitles.license },
  { column: 'service', title: columnTitles.service },
  { column: 'id', title: columnTitles.id },
];
