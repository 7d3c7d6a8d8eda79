import { extname } from 'node:path';
import type { ExportFormat } from '../../preload/contract/export.ts';

/** In bytes: a name has 255 on most file systems, and the date and what a person may add go into it too. */
const longest = 160;

/**
 * `Example Telecom customers 2026-11-25.csv`: a name that every file system takes. The day is the computer's own.
 * @param listName the connection's, which may hold anything
 */
export function exportFileName(listName: string, day: Date, format: ExportFormat): string {
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
  const safe = listName.replaceAll(/[^\p{L}\p{M}\p{N} _-]+/gu, ' ').trim();
  // Not in the middle of a character.
  const { read } = new TextEncoder().encodeInto(safe, new Uint8Array(longest));
  return `${safe.slice(0, read)} customers ${date.join('-')}.${format}`.replaceAll(/\s+/g, ' ').trimStart();
}

/** The path with the extension of what will be in the file: another one stays before it, and a program is not misled. */
export function withExtension(path: string, format: ExportFormat): string {
  return extname(path).toLowerCase() === `.${format}` ? path : `${path.replace(/\.$/, '')}.${format}`;
}
