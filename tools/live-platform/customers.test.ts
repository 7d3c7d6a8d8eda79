import { expect, it } from 'vitest';
import { makeCustomers, specificationCustomers } from './customers.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('knows the 35 customers of the specification', () => {
  const customers = specificationCustomers();
  expect(customers).toHaveLength(35);
  expect(customers.at(-1)).toMatchObject({ ShortName: 'AudioCodesUS', LicenseType: 3 });
});

it('makes the same customers from the same seed, and others from another', () => {
  expect(makeCustomers(200, 7)).toEqual(makeCustomers(200, 7));
  expect(makeCustomers(200, 7)).not.toEqual(makeCustomers(200, 8));
  expect(makeCustomers(50, 7)).toEqual(makeCustomers(200, 7).slice(0, 50));
});

it('keeps the rules for short names and IDs', () => {
  const customers = makeCustomers(5000);
  for (const { Id, ShortName } of customers) {
    expect(ShortName).toMatch(/^[^\\/:*?"<>|.\s]{3,15}$/u);
    if (Id !== null) expect(Id).toMatch(guid);
  }
  expect(new Set(customers.map(({ ShortName }) => ShortName)).size).toBe(5000);
  const ids = customers.flatMap(({ Id }) => Id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

it('has every license, a few leads, all scripts, and numbers for natural order', () => {
  const customers = makeCustomers(2000);
  const licenses = new Set(customers.map(({ LicenseType }) => LicenseType));
  expect([...licenses].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  const leads = customers.filter(({ Id }) => Id === null);
  expect(leads.length).toBeGreaterThan(0);
  expect(leads.length).toBeLessThan(100);
  expect(leads.every(({ LicenseType }) => LicenseType >= 3)).toBe(true);
  const names = customers.map(({ FullName }) => FullName).join('\n');
  for (const some of [/ß/, /é/, /Ł/, /ı/, /Æ|ø/, /\p{Script=Cyrillic}/u, /\p{Script=Han}/u, /^BB\d{1,3}$/m]) {
    expect(names).toMatch(some);
  }
});

it('has unknown licenses only when asked', () => {
  expect(makeCustomers(1000, 1, { unknownLicenses: true }).some(({ LicenseType }) => LicenseType === 7)).toBe(true);
});
