import type { CustomerRow } from '../../preload/bridge.ts';

/** A customer as one line that pastes into a spreadsheet's cells. */
export function rowAsText({ shortName, fullName, license, id }: CustomerRow): string {
  const cells = [shortName, fullName, license.name, license.service, id ?? ''];
  return cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
}
