import { readFileSync } from 'node:fs';
import { pick, type Random, seededRandom } from '../seeded-random.ts';

/** A customer as "Get Customers Brief Details (V2)" sends it. */
export interface SimulatedCustomer {
  /** Null: a lead to which no license has been applied yet. */
  Id: string | null;
  ShortName: string;
  FullName: string;
  LicenseType: number;
}

/** The specification's own example: 35 customers. */
export function specificationCustomers(): SimulatedCustomer[] {
  const file = new URL('../../main/live-platform/sample-customers.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as SimulatedCustomer[];
}

type Words = readonly [string, ...string[]];

/** How companies are called in one language: who, what they do, and the form of company. */
interface Language {
  who: Words;
  what: Words;
  form: Words;
  join: (who: string, what: string, form: string) => string;
}

const spaced = (who: string, what: string, form: string) => `${who} ${what} ${form}`;

const languages: readonly [Language, ...Language[]] = [
  {
    who: ['Müller', 'Schröder', 'Weiß', 'Nordlicht', 'Großmann', 'Jäger & Söhne', 'Böhm', 'Küstenland'],
    what: ['Logistik', 'Maschinenbau', 'Gebäudetechnik', 'Versicherungen', 'Bäckereien', 'Kältetechnik'],
    form: ['GmbH', 'AG', 'GmbH & Co. KG', 'e. K.'],
    join: spaced,
  },
  {
    who: ['Lefèvre', 'Château-Rouge', 'Frères Gaudin', 'Île-de-Ré', 'Noël', "L'Étoile", 'Béranger'],
    what: ['Électricité', 'Conseil', 'Hôtellerie', 'Métallurgie', 'Santé', 'Télécoms'],
    form: ['SARL', 'SA', 'SAS'],
    join: spaced,
  },
  {
    who: ['Wiśniewski', 'Łódzkie', 'Żółkiewski', 'Kraków', 'Dąbrowski', 'Śląsk'],
    what: ['Transport', 'Usługi', 'Meble', 'Budownictwo', 'Księgowość', 'Zakłady'],
    form: ['Sp. z o.o.', 'S.A.'],
    join: spaced,
  },
  {
    who: ['Yıldız', 'Işık', 'Çelik', 'Gökçe', 'İnci', 'Şahin', 'Ağaoğlu'],
    what: ['İnşaat', 'Gıda', 'Tekstil', 'Taşımacılık', 'Sağlık'],
    form: ['A.Ş.', 'Ltd. Şti.'],
    join: spaced,
  },
  {
    who: ['Sørensen', 'Ærø', 'Århus', 'Bjørn', 'Nørrebro', 'Kjær'],
    what: ['Rederi', 'Byg', 'Vindkraft', 'Fødevarer', 'Regnskab'],
    form: ['A/S', 'ApS'],
    join: spaced,
  },
  {
    who: ['Северный', 'Ромашка', 'Київ', 'Балкан', 'Дніпро', 'Заря'],
    what: ['Транспорт', 'Энергия', 'Будівництво', 'Связь', 'Медицина'],
    form: ['ООО', 'ТОВ', 'АО'],
    join: (who, what, form) => `${form} «${who} ${what}»`,
  },
  {
    who: ['東京', '山田', '富士', 'さくら', '北京', '上海', '한빛', '서울'],
    what: ['電気', '通信', '物流', '医療', '建設', '商事'],
    form: ['株式会社', '有限公司'],
    join: (who, what, form) => `${who}${what}${form}`,
  },
  {
    who: ['Acme', 'Northwind', 'Harbour Street', "O'Neill", 'Tobi', 'Blue Ridge', 'St. Mary', 'Sunrise'],
    what: ['Logistics', 'Dental Clinics', 'Networks', 'Insurance', 'Schools', 'Foods'],
    form: ['Ltd', 'Inc.', 'LLC', 'plc'],
    join: spaced,
  },
];

/** In a hundred customers: how many have which license. The last is a number no table knows yet. */
const licenseShares: [license: number, share: number][] = [
  [0, 28],
  [1, 14],
  [2, 20],
  [3, 22],
  [4, 6],
  [5, 10],
];
const unknownLicense = 7;
const unknownShare = 0.02;
const leadShare = 0.04;

function pickLicense(next: Random): number {
  let at = next() * 100;
  for (const [license, share] of licenseShares) {
    at -= share;
    if (at < 0) return license;
  }
  return 0;
}

function makeGuid(next: Random): string {
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(next() * 16).toString(16)).join('');
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${pick(next, ['8', '9', 'a', 'b'])}${digits(3)}-${digits(12)}`;
}

/**
 * Gives short names: 3–15 characters, none of `\ / : * ? " < > |`, no dot, no blank. Unique here, to keep leads
 * apart.
 */
function shortNames(): (base: string) => string {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return (base) => {
    const letters = Array.from(base.normalize('NFC').replace(/[\\/:*?"<>|.\s«»'’&]/gu, ''));
    for (let count = (counts.get(base) ?? 0) + 1; ; count += 1) {
      const suffix = count === 1 ? '' : String(count);
      const name = `${letters.slice(0, 15 - suffix.length).join('')}${suffix}`.padEnd(3, '1');
      if (taken.has(name)) continue;
      taken.add(name);
      counts.set(base, count);
      return name;
    }
  };
}

/** Customers of a lab: numbered, for natural order (`BB9` before `BB84`). */
function makeLabName(next: Random): string {
  return `${pick(next, ['BB', 'Lab', 'SBC', 'Test'])}${Math.floor(next() * 200)}`;
}

/**
 * Makes a directory that looks like a real one: company names in many languages and scripts, short names by the
 * rules, all license types in natural proportions, a few leads without an ID. The same count and seed give the same
 * customers.
 */
export function makeCustomers(
  count: number,
  seed = 1,
  { unknownLicenses = false }: { unknownLicenses?: boolean } = {},
): SimulatedCustomer[] {
  const next = seededRandom(seed);
  const makeShortName = shortNames();
  return Array.from({ length: count }, (): SimulatedCustomer => {
    const language = pick(next, languages);
    const who = pick(next, language.who);
    const what = pick(next, language.what);
    const isLab = next() < 0.12;
    const labName = makeLabName(next);
    const fullName = isLab ? labName : language.join(who, what, pick(next, language.form));
    const license = pickLicense(next);
    const id = makeGuid(next);
    const isLead = next() < leadShare && license >= 3;
    const isUnknown = next() < unknownShare && unknownLicenses;
    return {
      Id: isLead ? null : id,
      ShortName: makeShortName(isLab ? labName : `${who}${what}`),
      FullName: fullName,
      LicenseType: isUnknown ? unknownLicense : license,
    };
  });
}
