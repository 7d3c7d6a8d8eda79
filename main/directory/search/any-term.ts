import { cleanText } from '../../clean-text.ts';
import { guidIn } from '../../guid.ts';
import { mayBeId, type SearchIndex } from './search-index.ts';
import type { TextIndex } from './text/text-index.ts';
import { foldPhrase } from './query-language.ts';

/** Which customers have any of several terms, and which terms nobody has. */
export interface AnyTerm {
  /** In the order of the first term that each has. */
  positions: Uint32Array;
  /** The terms that nobody has, as they were given. */
  notFound: string[];
}

/** What follows the units that led here, and which term ends here; undefined where none does. */
interface Branch {
  next: Map<number, Branch>;
  term?: number;
}

/** Terms in wait, by what they begin with: a text is gone through once, however many terms there are. */
interface TermTree {
  root: Branch;
  /** Whether a term may begin with three units, by their hash: most places of a text are passed at once. */
  beginnings: Uint8Array;
  /** Units that any term of fewer than three begins with. */
  shortBeginnings: Set<number>;
}

/**
 * Finds who has any of some terms in a name or, where it may be meant for one, in the ID.
 * @param terms as they were pasted; GUIDs in any form are found
 */
export function findAnyTerm(index: SearchIndex, terms: readonly string[]): AnyTerm {
  const folded = terms.map(foldTerm);
  const numbers = new Map<string, number>();
  for (const [at, text] of folded.entries()) if (text !== '' && !numbers.has(text)) numbers.set(text, at);
  const firstTerm = new Int32Array(index.rowIds.length).fill(terms.length);
  const found = new Set<number>();
  const onFound = (position: number, term: number): void => {
    found.add(term);
    if (term < (firstTerm[position] ?? 0)) firstTerm[position] = term;
  };
  const all = [...numbers];
  scan(index.names, treeOf(all), onFound);
  scan(index.ids, treeOf(all.filter(([text]) => mayBeId(text))), onFound);
  const positions = Uint32Array.from(index.rowIds, (_, position) => position)
    .filter((position) => (firstTerm[position] ?? 0) < terms.length)
    .sort((a, b) => (firstTerm[a] ?? 0) - (firstTerm[b] ?? 0) || a - b);
  return { positions, notFound: terms.filter((_, at) => !found.has(numbers.get(folded[at] ?? '') ?? -1)) };
}

/** Folds a term as it is looked for: a GUID in any form is that GUID. */
export function foldTerm(term: string): string {
  return foldPhrase(guidIn(term) ?? cleanText(term));
}

function treeOf(terms: readonly (readonly [text: string, term: number])[]): TermTree {
  const tree: TermTree = { root: { next: new Map() }, beginnings: new Uint8Array(0x10000), shortBeginnings: new Set() };
  for (const [text, term] of terms) {
    let branch = tree.root;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const next = branch.next.get(unit) ?? { next: new Map() };
      branch.next.set(unit, next);
      branch = next;
    }
    branch.term = term;
    if (text.length < 3) tree.shortBeginnings.add(text.charCodeAt(0));
    else tree.beginnings[hashOf(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2))] = 1;
  }
  return tree;
}

function hashOf(first: number, second: number, third: number): number {
  return (first * 961 + second * 31 + third) & 0xffff;
}

function scan(
  { text, starts }: TextIndex,
  { root, beginnings, shortBeginnings }: TermTree,
  onFound: (position: number, term: number) => void,
): void {
  if (root.next.size === 0) return;
  const hasShort = shortBeginnings.size > 0;
  let position = 0;
  let second = text.charCodeAt(0);
  let third = text.charCodeAt(1);
  for (let at = 0; at < text.length; at++) {
    const first = second;
    second = third;
    third = text.charCodeAt(at + 2);
    if (beginnings[hashOf(first, second, third)] !== 1 && !(hasShort && shortBeginnings.has(first))) continue;
    while ((starts[position + 1] ?? Infinity) <= at) position++;
    let branch = root.next.get(first);
    for (let next = at + 1; branch; next++) {
      if (branch.term !== undefined) onFound(position, branch.term);
      branch = branch.next.get(text.charCodeAt(next));
    }
  }
}
