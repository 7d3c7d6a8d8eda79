import { type Customer, identity } from '../customers/customer.ts';
import type { Alteration } from '../storage/changes.ts';

/**
 * Finds who is the same though the key is not: a lead that got its ID, or another full name or license. What may be one of
 * several is not guessed.
 * @param missing cached customers whose keys are not in the new list
 * @param unknown customers of the new list whose keys are not in the cached one
 * @param staying the leads that are in both
 * @returns the pairs, and who is left of either list
 */
export function followLeads(
  missing: readonly Customer[],
  unknown: readonly Customer[],
  staying: () => readonly Customer[],
): { followed: Alteration[]; added: readonly Customer[]; removed: readonly Customer[] } {
  const followed: Alteration[] = [];
  if (!missing.some(isLead) || unknown.length === 0) return { followed, added: unknown, removed: missing };
  const gone = new Set(missing);
  const arrived = new Set(unknown);

  /** Pairs those whose names are alone of their kind on both sides. */
  function pair(nameOf: (customer: Customer) => string, gotId: boolean, taken: ReadonlySet<string>): void {
    const before = soleByName(gone, nameOf, isLead);
    const after = soleByName(arrived, nameOf, (customer) => isLead(customer) !== gotId);
    for (const [name, lead] of before) {
      const same = after.get(name);
      if (!lead || !same || taken.has(name)) continue;
      followed.push({ before: lead, after: same });
      gone.delete(lead);
      arrived.delete(same);
    }
  }

  const leadsThere = staying();
  // As long as there is a lead of the name, it may be the one that was there before.
  pair(bothNames, true, new Set([...leadsThere, ...unknown.filter(isLead)].map(bothNames)));
  pair(bothNames, false, new Set());
  pair(shortNameOf, false, new Set(leadsThere.map(shortNameOf)));
  return { followed, added: [...arrived], removed: [...gone] };
}

function isLead({ id }: Customer): boolean {
  return id === null;
}

function shortNameOf({ shortName }: Customer): string {
  return identity(shortName);
}

function bothNames({ shortName, fullName }: Customer): string {
  const short = identity(shortName);
  return `${short.length}:${short}${identity(fullName)}`;
}

/** Customers by name; null where there are several of it. */
function soleByName(
  customers: Iterable<Customer>,
  nameOf: (customer: Customer) => string,
  isMeant: (customer: Customer) => boolean,
): Map<string, Customer | null> {
  const byName = new Map<string, Customer | null>();
  for (const customer of customers) {
    if (!isMeant(customer)) continue;
    const name = nameOf(customer);
    byName.set(name, byName.has(name) ? null : customer);
  }
  return byName;
}
