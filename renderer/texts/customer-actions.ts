import type { WholeCustomer } from '../../preload/contract/customers.ts';
import { formatMoment, formatNumber } from '../ui/format.ts';

/** What the menu of a customer says, and what is said of what it did. */
export const name = 'Customer actions';
export const copyId = 'Copy ID';
export const copyIdKeys = 'Ctrl+Shift+C';
export const copyForTicket = 'Copy for ticket';
export const showOnlyThisLicense = 'Show only this license';

export const idCopied = 'ID copied.';
export const leadHasNoId = 'A lead has no ID yet.';
export const ticketCopied = 'Copied for a ticket.';
export const notCopied = 'Nothing was copied: the clipboard is in use. Try again.';

/** `Copy row`, or `Copy 3 rows` where several are selected. */
export function copyRows(selected: number): string {
  return selected > 1 ? `Copy ${formatNumber(selected)} rows` : 'Copy row';
}

/**
 * A customer, as a ticket needs to say it.
 * @param customer names and ID whole
 * @param connection its name
 * @param host where the connection's Live Platform is; empty for the sample
 * @param refreshedAt when the list was fetched, in epoch milliseconds
 */
export function ticket(
  { id, shortName, fullName, license }: WholeCustomer,
  connection: string,
  host: string,
  refreshedAt: number,
): string {
  return [
    `Customer: ${fullName === shortName ? shortName : `${fullName} (${shortName})`}`,
    `ID: ${id ?? 'none yet (lead)'}`,
    `License: ${license.name} (${license.service})`,
    `Live Platform: ${connection}${host === '' ? '' : `, ${host}`}`,
    `As of: ${formatMoment(refreshedAt)}`,
  ].join('\n');
}
