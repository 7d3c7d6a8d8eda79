import { extname } from 'node:path';
import type { Exported, ExportFormat } from '../../preload/contract/export.ts';

/** In bytes: most file systems allow 255, and the name must hold the date and what a person may add too. */
const longest = 160;

/**
 * `Example Telecom customers 2026-11-25.csv`: a name that every file system takes. The date is local.
 * @param listName the connection's name, which may hold anything
 */
export function exportFileName(listName: string, of: Exported['of'], day: Date, format: ExportFormat): string {
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
  const safe = listName.replaceAll(/[^\p{L}\p{M}\p{N} _-]+/gu, ' ').trim();
  // Not in the middle of a character.
  const { read } = new TextEncoder().encodeInto(safe, new Uint8Array(longest));
  return `${safe.slice(0, read)} ${of} ${date.join('-')}.${format}`.replaceAll(/\s+/g, ' ').trimStart();
}

/** The path with the extension of the format. Another extension stays before it, so that no program is misled. */
export function withExtension(path: string, format: ExportFormat): string {
  return extname(path).toLowerCase() === `.${format}` ? path : `${path.replace(/\.$/, '')}.${format}`;
}
