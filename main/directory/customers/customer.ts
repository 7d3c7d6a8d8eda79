/** A customer as it is cached. Nothing else that Live Platform sends is kept. */
export interface Customer {
  /** Null: a lead to which no license has been applied yet. */
  id: string | null;
  shortName: string;
  fullName: string;
  license: number;
  /** How many leads before this one can't be told from it; left out where there are none. */
  twin?: number;
}

const ascii = /^[\0-\x7f]*$/;
/** Left as they are: the dotless ı, whose capital is that of another letter, and the iota subscript, which search knows nothing of. */
const cased = /[^\u0345ı]+/g;

/**
 * What tells one ID, or one name, from another: the text, whatever its case and however its accents are written. Letters with
 * one capital are one letter, as σ and ς, or ß and ss: https://www.unicode.org/versions/latest/core-spec/chapter-3/#G34145
 */
export function identity(text: string): string {
  if (!ascii.test(text)) return text.normalize('NFD').replace(cased, throughCapitals).normalize('NFC');
  const lower = text.toLowerCase();
  // Mostly equal, and then a second string that need not be kept.
  return lower === text ? text : lower;
}

function throughCapitals(text: string): string {
  // ẞ is a capital of its own. What a capital sigma becomes depends on its neighbours.
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/**
 * What a customer is followed by from one refresh to the next: `id:` and its identity. A lead has none: for it, `lead:` and all
 * that may tell it from another tenant's lead of the same short name.
 */
export function customerKey({ id, shortName, fullName, license, twin }: Customer): string {
  if (id !== null) return `id:${identity(id)}`;
  // The length, so that no other two names make the same key.
  return `lead:${license}:${twin ?? 0}:${shortName.length}:${shortName}${fullName}`;
}

/** A lead as its key tells it. */
export type Lead = Required<Customer> & { id: null };

const leadPattern = /^lead:(-?\d+):(\d+):(\d+):/;

/** What a key, as `customerKey` gives it, says of its customer; a lead with all but its place. Null when it is no key. */
export function parseKey(key: string): { id: string } | Lead | null {
  if (key.startsWith('id:')) return { id: key.slice(3) };
  const [start, license, twin, length] = leadPattern.exec(key) ?? [];
  if (start === undefined) return null;
  const names = key.slice(start.length);
  return {
    id: null,
    shortName: names.slice(0, Number(length)),
    fullName: names.slice(Number(length)),
    license: Number(license),
    twin: Number(twin),
  };
}

/** Gives each lead that can't be told from earlier ones its number among them; must be asked once for each. */
export function numberTwins(): (customer: Customer) => Customer {
  const met = new Map<string, number>();
  return (customer) => {
    if (customer.id !== null) return customer;
    const key = customerKey(customer);
    const twin = met.get(key) ?? 0;
    met.set(key, twin + 1);
    return twin === 0 ? customer : { ...customer, twin };
  };
}

/** Whether two rows of one customer say the same. */
export function equalCustomers(a: Customer, b: Customer): boolean {
  return a.shortName === b.shortName && a.fullName === b.fullName && a.license === b.license;
}
