import type { NamingProblems } from '../texts/naming.ts';

/** Checks a short name. @returns null when it follows the rules */
export function namingProblems(shortName: string): NamingProblems | null {
  const characters = Array.from(shortName);
  const isLengthAllowed = characters.length >= 3 && characters.length <= 15;
  const forbidden = [...new Set(characters.filter((character) => /[\\/:*?"<>|.\s]/.test(character)))];
  if (isLengthAllowed && forbidden.length === 0) return null;
  return { length: isLengthAllowed ? null : characters.length, characters: forbidden };
}
