import type { CustomerColumn } from '../../preload/contract/columns.ts';
import type { CustomerFilter } from '../../preload/contract/customers.ts';

/** What the customer list says, even when it is empty. */
export const name = 'Customers';

export const columnTitles: Record<CustomerColumn, string> = {
  shortName: 'Short name',
  fullName: 'Full name',
  license: 'License',
  service: 'Service',
  id: 'ID',
};

/** Why there is no list, and what to do about it. */
export const emptiness = {
  noMatch: {
    title: 'No customer matches',
  },
  noCustomers: {
    title: 'Live Platform lists no customers',
    advice:
      'The list was fetched, and it is empty. If that is wrong, ask your Live Platform administrator which customers this account may read.',
  },
  neverRefreshed: {
    title: 'No customers yet',
    advice: 'Press Refresh or F5 to fetch the list. From then on it is here, with or without a network.',
  },
  firstRefresh: {
    title: 'Fetching the list…',
    advice: 'It appears here when it is complete.',
  },
};

/** What a customer must match, by everything that narrows the list now. */
export function noMatchAdvice({ text, anyOf, licenses, changedIn }: Omit<CustomerFilter, 'sort'>): string {
  const words =
    text.trim() === ''
      ? []
      : ['Every word must occur in the short name, the full name or the ID. No name is similar either.'];
  const pasted = anyOf.length === 0 ? [] : ['Only who has any of what was pasted is listed.'];
  const chosen = licenses.length === 0 ? [] : ['Only the chosen licenses are listed.'];
  const changed = changedIn === null ? [] : ['Only what the last refresh added or changed is listed.'];
  return [...words, ...pasted, ...chosen, ...changed].join(' ');
}

export const similar = 'No exact match. These names are similar.';

export const clearFilters = 'Clear filters';
