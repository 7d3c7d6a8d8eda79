/** Where a short name departs from Live Platform's rules: 3 to 15 characters, no dot, no blank, none of `\ / : * ? " < > |`. */
export interface NamingProblems {
  /** Its length in characters, when that is not allowed. */
  length: number | null;
  /** The characters that are not allowed, each once, in the order they occur. */
  characters: string[];
}

/** Checks a short name. @returns null when it keeps the rules */
export function namingProblems(shortName: string): NamingProblems | null {
  const characters = Array.from(shortName);
  const isLengthAllowed = characters.length >= 3 && characters.length <= 15;
  const forbidden = [...new Set(characters.filter((character) => /[\\/:*?"<>|.\s]/.test(character)))];
  if (isLengthAllowed && forbidden.length === 0) return null;
  return { length: isLengthAllowed ? null : characters.length, characters: forbidden };
}
