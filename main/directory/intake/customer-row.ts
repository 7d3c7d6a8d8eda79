import type { Customer } from '../customers/customer.ts';
import { kindOf } from './json-rows.ts';

/** The API page writes its example in PascalCase and its table in camelCase. */
interface Row {
  Id?: unknown;
  id?: unknown;
  ShortName?: unknown;
  shortName?: unknown;
  FullName?: unknown;
  fullName?: unknown;
  LicenseType?: unknown;
  licenseType?: unknown;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A row's customer, or why it can't be read. Written by hand because this runs a million times: a schema library takes a quarter
 * more of the whole refresh.
 */
export function readRow(row: unknown): Customer | string {
  if (!isRow(row)) return `It is ${kindOf(row)}, not a customer.`;
  const id = row.Id === undefined ? row.id : row.Id;
  const shortName = row.ShortName === undefined ? row.shortName : row.ShortName;
  const fullName = row.FullName === undefined ? row.fullName : row.FullName;
  const license = row.LicenseType === undefined ? row.licenseType : row.LicenseType;
  if (id !== null && (typeof id !== 'string' || id === '')) return mistyped('Id', id, 'text or null');
  if (typeof shortName !== 'string') return mistyped('ShortName', shortName, 'text');
  if (typeof fullName !== 'string') return mistyped('FullName', fullName, 'text');
  if (typeof license !== 'number' || !Number.isSafeInteger(license)) {
    return mistyped('LicenseType', license, 'a whole number');
  }
  return {
    id: id === null || id.isWellFormed() ? id : withSpelledSurrogates(id),
    shortName: wellFormed(shortName),
    fullName: wellFormed(fullName),
    license: license + 0,
  };
}

// SQLite stores UTF-8, which has no lone surrogates: what is shown before and after a restart must be the same.
function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** As JSON spells them: two IDs that differ in them alone stay two. */
function withSpelledSurrogates(id: string): string {
  return id.replace(/\p{Cs}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

function mistyped(name: string, value: unknown, due: string): string {
  if (value === undefined) return `${name} is missing.`;
  if (value === '') return `${name} is empty.`;
  return `${name} is ${kindOf(value)} where ${due} was due.`;
}

/** The ID in a row that can't be read; null where not even that can be. */
export function readId(row: unknown): string | null {
  if (!isRow(row)) return null;
  const id = row.Id === undefined ? row.id : row.Id;
  return typeof id === 'string' && id !== '' ? id : null;
}
