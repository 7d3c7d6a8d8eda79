import { createHash } from 'node:crypto';

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
  if (!ascii.test(text)) return bounded(text.normalize('NFD').replace(cased, throughCapitals).normalize('NFC'));
  const lower = text.toLowerCase();
  // Mostly equal, and then a second string that need not be kept.
  return bounded(lower === text ? text : lower);
}

function throughCapitals(text: string): string {
  // ẞ is a capital of its own. What a capital sigma becomes depends on its neighbours.
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** In UTF-16 units: a key goes to the window and back, and stands in the log of changes. */
const longestInKey = 300;

/** A text, or, of one that is too long for a key, its beginning and a hash, which together are longer. */
function bounded(text: string): string {
  return text.length <= longestInKey
    ? text
    : `${keyBeginning(text)}…${createHash('sha256').update(text).digest('hex')}`;
}

/** Not up to the middle of a character. */
function keyBeginning(text: string): string {
  return text.slice(0, longestInKey).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * What a customer is followed by from one refresh to the next: `id:` and its identity. A lead has none: for it, `lead:` and all
 * that may tell it from another tenant's lead of the same short name.
 */
export function customerKey({ id, shortName, fullName, license, twin }: Customer): string {
  if (id !== null) return `id:${identity(id)}`;
  // The length, so that no other two names make the same key.
  return `lead:${license}:${twin ?? 0}:${shortName.length}:${bounded(shortName + fullName)}`;
}

/** What a key says of its customer. */
export interface KeyParts {
  /** As `identity` gives it; null for a lead. */
  id: string | null;
  /** What the ID, or a lead's short name, begins with; with a line feed where that is all of it. */
  beginning: string;
}

const leadPattern = /^lead:-?\d+:\d+:(\d+):/;

/** Takes a key apart; null when it is none. */
export function parseKey(key: string): KeyParts | null {
  if (key.startsWith('id:')) {
    const id = key.slice(3);
    return { id, beginning: id.length <= longestInKey ? `${id}\n` : keyBeginning(id) };
  }
  const [start, length] = leadPattern.exec(key) ?? [];
  if (start === undefined) return null;
  const names = key.slice(start.length);
  const known = names.length <= longestInKey ? names : keyBeginning(names);
  const shortName = known.slice(0, Number(length));
  return { id: null, beginning: shortName.length === Number(length) ? `${shortName}\n` : shortName };
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
