import type { ExportFormat } from '../../preload/bridge.ts';

const longest = 80;

/**
 * `Example Telecom customers 2026-11-25.csv`: a name that every file system takes. The day is the computer's own.
 * @param listName the connection's, which may hold anything
 */
export function exportFileName(listName: string, day: Date, format: ExportFormat): string {
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
  const safe = listName
    .replaceAll(/[^\p{L}\p{M}\p{N} _-]+/gu, ' ')
    .trim()
    .slice(0, longest);
  return `${safe} customers ${date.join('-')}.${format}`.replaceAll(/\s+/g, ' ').trimStart();
}
