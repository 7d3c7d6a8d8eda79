import type { CustomerRow } from '../../preload/bridge.ts';

/** A customer as one line that pastes into a spreadsheet's cells. */
export function rowAsText({ shortName, fullName, license, id }: CustomerRow): string {
  const cells = [shortName, fullName, license.name, license.service, id ?? ''];
  return cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
}

/** A customer as indented JSON, with a license's number and what it is called. */
export function customerAsJson({ id, shortName, fullName, license }: CustomerRow): string {
  return JSON.stringify(
    { id, shortName, fullName, licenseType: license.number, license: license.name, service: license.service },
    null,
    2,
  );
}
