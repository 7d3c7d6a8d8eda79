import type { Behaviour } from './behaviours.ts';
import type { SimulatedCustomer } from './customers.ts';

/**
 * Rows that each lack something: no object, no name, a name of the wrong type, a license that is no number, only an
 * Id.
 */
const badRows: unknown[] = [
  null,
  'customer',
  { Id: 'bad00000-0000-4000-8000-000000000001', FullName: 'No short name', LicenseType: 0 },
  { Id: 'bad00000-0000-4000-8000-000000000002', ShortName: 42, FullName: 'Mistyped', LicenseType: 0 },
  { Id: 'bad00000-0000-4000-8000-000000000003', ShortName: 'NoNumber', FullName: 'No number', LicenseType: 'three' },
  { Id: 'bad00000-0000-4000-8000-000000000004' },
];

function camelCase({ Id, ShortName, FullName, LicenseType }: SimulatedCustomer) {
  return { id: Id, shortName: ShortName, fullName: FullName, licenseType: LicenseType };
}

/** The rows of the list, bent the way a behaviour asks; most behaviours leave them as they are. */
export function listRows(customers: SimulatedCustomer[], behaviour: Behaviour): unknown[] {
  const { kind } = behaviour;
  if (kind === 'camel-case') return customers.map(camelCase);
  if (kind === 'bad-rows') return [...customers, ...badRows];
  if (kind === 'duplicates') {
    const renamed = customers.slice(1, 2).map((customer) => ({ ...customer, FullName: `${customer.FullName} (2)` }));
    return [...customers, ...customers.slice(0, 1), ...renamed];
  }
  if (kind === 'unknown-license') {
    return customers.map((customer, index) => (index === 0 ? { ...customer, LicenseType: 7 } : customer));
  }
  return customers;
}
