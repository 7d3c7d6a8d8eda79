import type { CustomerPage, Suggestions } from '../../../preload/contract/customers.ts';
import type { LicenseCount, ServiceFamily } from '../../../preload/contract/licenses.ts';
import { cleanText } from '../../clean-text.ts';
import { fold } from '../customers/fold.ts';
import { isLicenseOf, isServiceOf } from '../customers/licenses.ts';
import { type Prefix, tokensOf } from './query-language.ts';

type Suggestion = Suggestions['items'][number];

const serviceValues: readonly [ServiceFamily, string][] = [
  ['Direct Routing', 'dr'],
  ['Operator Connect', 'oc'],
  ['Unknown service', 'unknown'],
];
const values: Readonly<Record<'changed' | 'lead', readonly string[]>> = {
  changed: ['last', 'today', 'yesterday', '7d', '30d'],
  lead: ['yes', 'no'],
};

/**
 * What the filter that is being typed may become: the one that ends at the caret and is not closed by a quote.
 * @param typed the search text
 * @param caret where the next letter goes, in UTF-16 positions
 * @param countLicenses counts the customers that another search text finds, by license
 */
export function suggest(
  typed: string,
  caret: number,
  countLicenses: (text: string) => CustomerPage['licenses'],
): Suggestions {
  const text = cleanText(typed);
  const cleanCaret = cleanText(typed.slice(0, caret)).length;
  const token = tokensOf(text).find(({ end }) => end === cleanCaret);
  if (token?.kind !== 'prefixed' || !token.isOpen) return { text, start: cleanCaret, end: cleanCaret, items: [] };
  const { start, end, raw, prefix, excluded } = token;
  const items = suggestionsFor(prefix, fold(token.text), () => countLicenses(text.slice(0, start) + text.slice(end)));
  const whole = items.map((item) => ({ ...item, term: `${excluded ? '-' : ''}${prefix}:${item.term}` }));
  // What is typed already needs no suggestion.
  return { text, start, end, items: whole.length === 1 && whole[0]?.term === raw.toLowerCase() ? [] : whole };
}

function suggestionsFor(prefix: Prefix, value: string, counts: () => LicenseCount[]): Suggestion[] {
  switch (prefix) {
    case 'license':
      return counts()
        .filter(({ number }) => value === '' || isLicenseOf(number, value))
        .map(({ name, customers }) => ({ term: `"${name}"`, customers }));
    case 'service':
      return servicesOf(counts(), value);
    case 'changed':
    case 'lead':
      return values[prefix].filter((term) => term.startsWith(value)).map((term) => ({ term, customers: null }));
    case 'name':
    case 'id':
    case 'removed':
      return [];
  }
}

function servicesOf(counts: readonly LicenseCount[], value: string): Suggestion[] {
  return serviceValues.flatMap(([service, term]) => {
    const licenses = counts.filter((license) => license.service === service && isServiceOf(license.number, value));
    const customers = licenses.reduce((sum, license) => sum + license.customers, 0);
    return licenses.length > 0 ? [{ term, customers }] : [];
  });
}
