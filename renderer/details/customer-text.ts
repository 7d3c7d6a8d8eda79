import type { WholeCustomer } from '../../preload/contract/customers.ts';

/** A customer as indented JSON, with the fields that an export has. */
export function customerAsJson({ id, shortName, fullName, license }: WholeCustomer): string {
  const { name, number, service } = license;
  return JSON.stringify({ shortName, fullName, license: name, licenseNumber: number, service, id }, null, 2);
}
