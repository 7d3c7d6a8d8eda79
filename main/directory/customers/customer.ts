/** A customer as it is cached. Nothing else that Live Platform sends is kept. */
export interface Customer {
  /** Null: a lead to which no license has been applied yet. */
  id: string | null;
  shortName: string;
  fullName: string;
  license: number;
}

/** What tells one customer from another in a list: the ID, whatever its case. */
export function identity(id: string): string {
  const lower = id.toLowerCase();
  // Mostly equal, and then a second string that need not be kept.
  return lower === id ? id : lower;
}

/** What a customer is followed by from one refresh to the next: its identity or, for a lead, its short name. */
export function customerKey({ id, shortName }: Pick<Customer, 'id' | 'shortName'>): string {
  return id === null ? `lead ${shortName}` : identity(id);
}

export function equalCustomers(a: Customer, b: Customer): boolean {
  return a.shortName === b.shortName && a.fullName === b.fullName && a.license === b.license;
}

/** The customers of a list, and the place of each by `customerKey`. */
export interface CustomerPlaces {
  customers: readonly Customer[];
  places: ReadonlyMap<string, number>;
}
