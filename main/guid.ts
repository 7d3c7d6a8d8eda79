const guid = /(?<![0-9a-z])([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?![0-9a-z])/i;

/** The GUID in a text, such as one in braces, a URN or without dashes, written with dashes; null when there is none. */
export function guidIn(text: string): string | null {
  return guid.exec(text)?.slice(1).join('-') ?? null;
}

/** Whether a text is a GUID as Entra ID and Live Platform write one, in either case. */
export function isGuid(text: string): boolean {
  return guidIn(text) === text;
}
