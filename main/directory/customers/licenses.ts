import {
  type License,
  type LicenseCount,
  serviceFamilies,
  type ServiceFamily,
  type UnlistedLicenses,
} from '../../../preload/contract/licenses.ts';
import { fold } from './fold.ts';

/** The vendor's wording, by `LicenseType`: "Get Customers Brief Details (V2)", table of license types. */
const known: readonly License[] = [
  { number: 0, name: 'Hosted Essentials', service: 'Direct Routing' },
  { number: 1, name: 'Hosted Essential Plus', service: 'Direct Routing' },
  { number: 2, name: 'Hosted Pro', service: 'Direct Routing' },
  { number: 3, name: 'OC Essential', service: 'Operator Connect' },
  { number: 4, name: 'OC Essential Plus', service: 'Operator Connect' },
  { number: 5, name: 'OC Pro', service: 'Operator Connect' },
];

/** What a license number means; a number that is not in the table comes from a newer server and keeps its number as its name. */
export function licenseOf(number: number): License {
  return known[number] ?? { number, name: `Unknown license (${number})`, service: 'Unknown service' };
}

/** The number of a license by its name, as `licenseOf` gives it; null for what is no such name. */
export function licenseNumber(name: string): number | null {
  const number = known.findIndex((license) => license.name === name);
  if (number >= 0) return number;
  const [, unknown] = /^Unknown license \((-?\d+)\)$/.exec(name) ?? [];
  return unknown === undefined ? null : Number(unknown);
}

/** Where a license's service stands among the services, for sorting. */
export function serviceOrder(number: number): number {
  return serviceFamilies.indexOf(licenseOf(number).service);
}

/** Whether a license is one that `license:` with this folded value asks for; `query-language.ts` says which. */
export function isLicenseOf(number: number, value: string): boolean {
  if (/^\d+$/.test(value)) return number === Number(value);
  const name = fold(licenseOf(number).name);
  const isWholeName = known.some((license) => fold(license.name) === value);
  return isWholeName ? name === value : name.includes(value);
}

/** What the value of `service:` may begin. */
const serviceNames: Readonly<Record<ServiceFamily, readonly string[]>> = {
  'Direct Routing': ['direct routing', 'routing', 'dr'],
  'Operator Connect': ['operator connect', 'connect', 'oc'],
  'Unknown service': ['unknown service'],
};

/** Whether a license's service is one that `service:` with this folded value asks for. */
export function isServiceOf(number: number, value: string): boolean {
  return serviceNames[licenseOf(number).service].some((name) => name.startsWith(value));
}

/** Unknown licenses that are listed: the most frequent ones. More than some come from no real server. */
const mostUnknown = 50;

/**
 * Counts by license number, as the window shows them: the known ones always, after them the unknown ones that occur most.
 * @param chosen numbers that are listed however few have them
 */
export function licenseCounts(
  customersByNumber: ReadonlyMap<number, number>,
  chosen: readonly number[] = [],
): LicenseCount[] {
  const unknown = [...customersByNumber].filter(([number]) => known[number] === undefined);
  const listed =
    unknown.length <= mostUnknown
      ? unknown
      : unknown
          .sort(([, some], [, others]) => others - some)
          .filter(([number], index) => index < mostUnknown || chosen.includes(number));
  const numbers = listed.map(([number]) => number).sort((a, b) => a - b);
  return [...known, ...numbers.map(licenseOf)].map((license) => ({
    ...license,
    customers: customersByNumber.get(license.number) ?? 0,
  }));
}

/** How many licenses, and customers who have one of them, are left out of `listed`. */
export function unlistedLicenses(
  customersByNumber: ReadonlyMap<number, number>,
  listed: readonly LicenseCount[],
): UnlistedLicenses {
  const numbers = new Set(listed.map(({ number }) => number));
  const unlisted = [...customersByNumber].filter(([number]) => !numbers.has(number));
  return { licenses: unlisted.length, customers: unlisted.reduce((sum, [, customers]) => sum + customers, 0) };
}
