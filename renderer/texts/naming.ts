import { countOf } from '../ui/format.ts';
import { readable } from '../ui/readable.ts';

/** Where a short name departs from Live Platform's rules: 3 to 15 characters, no dot, no blank, none of `\ / : * ? " < > |`. */
export interface NamingProblems {
  /** Its length in characters, when that is not allowed. */
  length: number | null;
  /** The characters that are not allowed, each once, in the order they occur. */
  characters: string[];
}

const lists = new Intl.ListFormat('en-GB');

/** Says which of Live Platform's naming rules a short name breaks. */
export function namingHint({ length, characters }: NamingProblems): string {
  const broken = [
    length === null ? [] : `it has ${charactersOf(length)}, and 3 to 15 are allowed`,
    characters.length === 0 ? [] : `it contains ${lists.format(characters.map(nameOf))}`,
  ].flat();
  return `This short name departs from Live Platform’s naming rules: ${broken.join('; ')}.`;
}

/** How many a very long name has is not known here: it is cut. */
function charactersOf(length: number): string {
  return length > 100 ? 'more than 100 characters' : countOf(length, 'character');
}

function nameOf(character: string): string {
  return /\s/.test(character) ? 'a space' : `“${readable(character)}”`;
}
