import { type Customer, customerKey, identity } from './customer.ts';

/**
 * What customers are found and compared by without being read: three 32-bit numbers each. The first is made of the key, the
 * others of all that is cached; two customers of one key whose 64 bits are equal are taken for equal.
 */
export type Fingerprints = Int32Array;

export const fingerprintSize = 3;

/** The fingerprints of customers, one after the other. What they are made of must not change without a new schema: they are stored. */
export function fingerprintsOf(customers: readonly Customer[]): Fingerprints {
  const prints = new Int32Array(fingerprintSize * customers.length);
  for (const [at, customer] of customers.entries()) writeFingerprint(customer, prints, fingerprintSize * at);
  return prints;
}

/** Writes a customer's fingerprint into others, `at` a number's place. */
export function writeFingerprint(customer: Customer, prints: Fingerprints, at: number): void {
  const { id, shortName, fullName, license } = customer;
  const key = id === null ? customerKey(customer) : identity(id);
  state.fill(id === null ? 1 : 2);
  mix(key);
  prints[at] = state[0] ?? 0;
  if (id !== null && id !== key) mix(id);
  mix(String(license));
  mix(shortName);
  mix(fullName);
  prints.set(state, at + 1);
}

/** The first number of a fingerprint, of the customer with this key. */
export function fingerprintOfKey(key: string): number {
  const isLead = !key.startsWith('id:');
  state.fill(isLead ? 1 : 2);
  mix(isLead ? key : key.slice('id:'.length));
  return state[0] ?? 0;
}

/** Two hashes that are being made: nothing is allocated for a million customers. */
const state = new Int32Array(2);

/** Every step can be undone, so that texts that differ in one place never have the same hash. */
function mix(text: string): void {
  let [low = 0, high = 0] = state;
  // From its length on, so that no text can pass for the end of the one before.
  for (let at = -1; at < text.length; at++) {
    const unit = at < 0 ? text.length : text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x9e3779b1);
    low ^= low >>> 15;
    high = Math.imul(high ^ unit, 0x85ebca77);
    high ^= high >>> 13;
  }
  state[0] = low;
  state[1] = high;
}
