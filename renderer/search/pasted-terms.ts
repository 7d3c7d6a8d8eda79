import { longestSearch } from '../../preload/contract/customers.ts';

/** The lines of a pasted text, or the cells of a table, each once; of a very long one, its beginning. */
export function termsIn(text: string): string[] {
  const cells = text.split(/[\t\n\v\f\r\u0085\u2028\u2029]+/).map((cell) => cell.trim().slice(0, longestSearch));
  return [...new Set(cells.filter(Boolean))];
}
