import { cleanText } from '../../clean-text.ts';
import { guidIn } from '../../guid.ts';
import { fold, foldedWords } from '../customers/fold.ts';

/** What the search text asks for. All texts are folded. */
export interface SearchTerms {
  /** Words and phrases: each must occur in the short name, the full name or the ID. */
  texts: string[];
  filters: Filter[];
}

/** One condition on a customer; when `excluded`, it must not hold. */
export type Filter = { excluded: boolean } & (
  | { on: 'anywhere' | 'name' | 'id' | 'license' | 'service'; text: string }
  | { on: 'lead'; isLead: boolean }
  /** Who was removed, with this text or, for null, all of them; nobody in the list. */
  | { on: 'removed'; text: string | null }
  /** In or after this moment, in epoch milliseconds, or in the last refresh that changed anything. */
  | { on: 'changed'; since: number | 'last' }
);

/** A piece of the search text, from its first character to the one after its last. */
export type Token = { start: number; end: number; raw: string } & (
  | { kind: 'word' }
  | { kind: 'phrase'; excluded: boolean; text: string }
  /** `text` is the value without its quotes; `isOpen` while more can be typed into it. */
  | { kind: 'prefixed'; excluded: boolean; prefix: Prefix; text: string; isOpen: boolean }
);

export const prefixes = ['license', 'service', 'name', 'id', 'changed', 'lead', 'removed'] as const;
export type Prefix = (typeof prefixes)[number];

const tokenPattern = new RegExp(
  `(?<minus>-)?(?<prefix>${prefixes.join('|')}):(?:"(?<quoted>[^"]*)(?<closed>"?)|(?<bare>\\S*))` +
    `|(?<minusPhrase>-)?"(?<phrase>[^"]*)"?|\\S+`,
  'giu',
);

/** Takes the search text apart. What is no phrase and has no known prefix is a word. */
export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(tokenPattern), (match) => {
    const span = { start: match.index, end: match.index + match[0].length, raw: match[0] };
    const { minus, prefix, quoted, closed, bare, minusPhrase, phrase } = match.groups ?? {};
    const known = prefixes.find((each) => each === prefix?.toLowerCase());
    if (known) {
      return {
        ...span,
        kind: 'prefixed',
        excluded: minus !== undefined,
        prefix: known,
        text: quoted ?? bare ?? '',
        isOpen: closed !== '"',
      };
    }
    if (phrase !== undefined) return { ...span, kind: 'phrase', excluded: minusPhrase !== undefined, text: phrase };
    return { ...span, kind: 'word' };
  });
}

/**
 * Reads the search text. It never fails: what makes no sense as a filter is searched for as it stands.
 *
 * Quotes, dashes and spaces of any kind are the keyboard's. Quotes around a word, and a comma or semicolon after it, don't count. A word with a GUID in it (braces, no dashes, `urn:uuid:`, a web
 * address) is that GUID.
 *
 * - `acme 84`: every word must occur in the short name, the full name or the ID, in any order.
 * - `"acme north"`: these characters in a row, in one of the three. A quote that is not closed reaches to the end.
 * - `name:bad`, `id:1bae`: occurs in a name, or in the ID.
 * - `license:pro`: occurs in the license's name. A whole name means that license alone, a number the license of this number.
 * - `service:oc`: the service begins with it: `dr`, `direct`, `routing`, `oc`, `operator`, `connect`, `unknown`.
 * - `removed:acme`: nobody in the list; the view of changes has who was removed. `removed:` alone, or `removed:yes`, means all of them.
 * - `lead:yes`, `lead:no`: without, or with, an ID; `lead:` alone is `lead:yes`.
 * - `changed:last`: added or changed by the last refresh that changed anything. `changed:today`, `changed:yesterday`, `changed:12h`, `changed:7d`,
 *   `changed:2w`, `changed:2026-11-01`: by any since then; a day begins at midnight, local time.
 *
 * A value with blanks is quoted: `license:"OC Pro"`. All terms must hold, but several of `license:`, `service:`, `lead:` or
 * `changed:` mean any of them, as no customer has two. A minus before a prefix or a quote excludes: `-license:pro`, `-"lab"`;
 * before a word it is part of it. A value that is still being typed (`license:`, `changed:to`) filters nothing. An unknown
 * prefix (`https://x`, `10:30`) or a value that can't be one (`changed:never`) is a word. Case and diacritics never matter.
 *
 * @param now in epoch milliseconds, for `changed:`
 */
export function parseQuery(text: string, now: number): SearchTerms {
  const texts: string[] = [];
  const filters: Filter[] = [];
  const tokens = tokensOf(cleanText(text));
  for (const token of tokens) {
    if (token.kind === 'word') {
      // Such as the comma between two phrases.
      if (tokens.length > 1 && /^["',;]+$/.test(token.raw)) continue;
      texts.push(...foldedWords(guidIn(token.raw) ?? withoutEnds(token.raw)));
    } else if (token.kind === 'phrase') {
      const phrase = foldPhrase(token.text);
      if (phrase === '') continue;
      if (token.excluded) filters.push({ on: 'anywhere', text: phrase, excluded: true });
      else texts.push(phrase);
    } else {
      const filter = filterOf(
        token.prefix,
        foldPhrase(guidIn(token.text) ?? (token.isOpen ? withoutEnds(token.text) : token.text)),
        token.excluded,
        now,
      );
      if (filter === 'word') texts.push(...foldedWords(token.raw));
      else if (filter !== 'unfinished') filters.push(filter);
    }
  }
  return { texts: [...new Set(texts)], filters };
}

/** A word without what a sentence or another program has put around it; a word of nothing else stays. */
function withoutEnds(word: string): string {
  return word.replace(/^["']+(?=[^"',;])|(?<=[^"',;])["',;]+$/g, '');
}

/** Folds a text that must occur as it stands. In the index a line break parts one name from the next: it must not reach over it. */
export function foldPhrase(text: string): string {
  return fold(text).replaceAll('\n', ' ').trim();
}

function filterOf(prefix: Prefix, value: string, excluded: boolean, now: number): Filter | 'unfinished' | 'word' {
  if (prefix === 'lead') {
    if (value === '' || value === 'yes') return { on: 'lead', isLead: true, excluded };
    if (value === 'no') return { on: 'lead', isLead: false, excluded };
    return ['yes', 'no'].some((whole) => whole.startsWith(value)) ? 'unfinished' : 'word';
  }
  if (prefix === 'removed') return { on: 'removed', text: value === '' || value === 'yes' ? null : value, excluded };
  if (value === '') return 'unfinished';
  if (prefix !== 'changed') return { on: prefix, text: value, excluded };
  const since = moment(value, now);
  if (since !== null) return { on: 'changed', since, excluded };
  return isUnfinishedMoment(value) ? 'unfinished' : 'word';
}

const hour = 3_600_000;
const spans: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour };

/** What a value of `changed:` means; null when it means nothing. */
function moment(value: string, now: number): number | 'last' | null {
  if (value === 'last') return 'last';
  if (value === 'today') return midnight(now, 0);
  if (value === 'yesterday') return midnight(now, -1);
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(value) ?? [];
  if (count !== undefined && unit !== undefined) return now - Number(count) * (spans[unit] ?? 0);
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (year === undefined) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  // A day that is not in the calendar would become one of the next month.
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day) ? date.getTime() : null;
}

/** The midnight that a day began with, by local time: a day may have 23 hours, or 25. */
function midnight(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function isUnfinishedMoment(value: string): boolean {
  return (
    ['last', 'today', 'yesterday'].some((whole) => whole.startsWith(value)) ||
    /^(\d{1,4}|\d{4}-\d{0,2}|\d{4}-\d{2}-\d?)$/.test(value)
  );
}
