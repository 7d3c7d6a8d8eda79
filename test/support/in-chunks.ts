/**
 * The UTF-8 bytes of a text as they may arrive, each chunk in a buffer of its own.
 * @param cuts where a chunk ends and the next one begins, counted in bytes; those beyond the end are passed over
 */
export function inChunks(text: string, cuts: readonly number[] = []): Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(text);
  const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}
