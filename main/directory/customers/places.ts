import { type Customer, customerKey, identity, parseKey } from './customer.ts';

/** Where each customer stands in a list, by key; IDs without their prefix: making it a hundred thousand times takes a third of reading them. */
export interface Places {
  ids: Map<string, number>;
  leads: Map<string, number>;
}

/** The customers of a list, and the place of each. */
export interface CustomerPlaces {
  customers: readonly Customer[];
  places: Places;
}

export function noPlaces(): Places {
  return { ids: new Map(), leads: new Map() };
}

export function setPlace({ ids, leads }: Places, customer: Customer, place: number): void {
  if (customer.id === null) leads.set(customerKey(customer), place);
  else ids.set(identity(customer.id), place);
}

/** Where the customer with the same key stands; undefined when there is none. */
export function placeOf({ ids, leads }: Places, customer: Customer): number | undefined {
  return customer.id === null ? leads.get(customerKey(customer)) : ids.get(identity(customer.id));
}

/** Whether there is a customer with this key, as `customerKey` gives it. */
export function hasKey({ ids, leads }: Places, key: string): boolean {
  const id = parseKey(key)?.id ?? null;
  return id === null ? leads.has(key) : ids.has(id);
}
