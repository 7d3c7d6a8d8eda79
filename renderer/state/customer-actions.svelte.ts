import type { CustomerRow, WholeCustomer } from '../../preload/contract/customers.ts';
import * as texts from '../texts/customer-actions.ts';
import { announce } from './announcement.svelte.ts';
import { chosenColumns } from './columns.svelte.ts';
import { connections, hostOf } from './connections.svelte.ts';
import { directory } from './directory.svelte.ts';
import { showOnlyLicense } from './filters.svelte.ts';
import { copySelected, selectedCount } from './selection.svelte.ts';

/** What can be done with a customer. */
export interface CustomerAction {
  name: string;
  /** As in the list of shortcuts. */
  keys?: string;
  perform: () => void;
}

/** What can be done with the active customer: in the menu of the list, in that of the details, and by keys. */
export function actionsOf(customer: CustomerRow): CustomerAction[] {
  const { license } = customer;
  return [
    ...(customer.id === null
      ? []
      : [{ name: texts.copyId, keys: texts.copyIdKeys, perform: () => void copyId(customer) }]),
    { name: texts.copyRows(selectedCount()), keys: 'Ctrl+C', perform: () => void copySelected(chosenColumns()) },
    { name: texts.copyForTicket, perform: () => void copyForTicket(customer) },
    {
      name: texts.showOnlyThisLicense,
      perform: () => {
        showOnlyLicense(license.number);
      },
    },
  ];
}

/** Copies the ID, whole; a lead has none. */
export async function copyId(customer: CustomerRow): Promise<void> {
  if (customer.id === null) announce(texts.leadHasNoId);
  else await copy(customer, ({ id }) => id ?? '', texts.idCopied);
}

/** Copies what a ticket needs to say of a customer. */
async function copyForTicket(customer: CustomerRow): Promise<void> {
  const { current } = connections;
  const refreshedAt = directory.status?.snapshot?.refreshedAt;
  if (!current || refreshedAt === undefined) return;
  await copy(customer, (whole) => texts.ticket(whole, current.name, hostOf(current), refreshedAt), texts.ticketCopied);
}

async function copy(customer: CustomerRow, textOf: (whole: WholeCustomer) => string, done: string): Promise<void> {
  announce((await copyText(customer, textOf)) ? done : texts.notCopied);
}

/**
 * Copies a text about a customer.
 * @param textOf of the customer as it is kept: what is shown may be cut
 * @returns whether it was copied
 */
export async function copyText({ key }: CustomerRow, textOf: (whole: WholeCustomer) => string): Promise<boolean> {
  const whole = await window.fieldbook.customers.whole(key);
  return whole.ok && whole.value !== null && (await window.fieldbook.clipboard.write(textOf(whole.value))).ok;
}
