import { createJsonRows } from '../../main/directory/intake/json-rows.ts';
import { inChunks } from './in-chunks.ts';

/** The rows of a JSON list, as a refresh reads them from its bytes. */
export function rowsOf(text: string): Generator<unknown[]> {
  const rows = createJsonRows();
  for (const chunk of inChunks(text)) rows.add(chunk);
  return rows.batches();
}
