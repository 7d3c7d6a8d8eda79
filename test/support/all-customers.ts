import type { CustomerQuery } from '../../preload/contract/customers.ts';

/** Asks for the first 200 customers, unfiltered and in natural order. */
export const allCustomers: CustomerQuery = {
  text: '',
  anyOf: [],
  licenses: [],
  changedIn: null,
  sort: [{ column: 'shortName', descending: false }],
  offset: 0,
  limit: 200,
  locate: [],
};
