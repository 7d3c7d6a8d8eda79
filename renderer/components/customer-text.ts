import type { CustomerRow } from '../../preload/bridge.ts';

/** A customer as indented JSON, with a license's number and what it is called. */
export function customerAsJson({ id, shortName, fullName, license }: CustomerRow): string {
  return JSON.stringify(
    { id, shortName, fullName, licenseType: license.number, license: license.name, service: license.service },
    null,
    2,
  );
}
