import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In every secret and token of these suites; found anywhere but in their sources, a secret has leaked. */
export const canaryMark = 'Canary7Q0xFEED';

/** What the suites sign in with. */
export const canaries = {
  clientSecret: `${canaryMark}~client-secret.value`,
  accessToken: `${canaryMark}.pasted-token`,
  /** Each token that the simulator issues begins with it. */
  tokenMark: `${canaryMark}.issued.`,
};

/** What a search for the mark went through, and which files hold it. */
export interface CanarySearch {
  files: number;
  bytes: number;
  hits: string[];
}

/** Searches all files below a folder for the mark: as UTF-8 in any case, as UTF-16, and in base64. */
export function searchForCanaries(folder: string): CanarySearch {
  const search: CanarySearch = { files: 0, bytes: 0, hits: [] };
  for (const file of filesBelow(folder)) {
    const content = readFileSync(file);
    search.files++;
    search.bytes += content.byteLength;
    if (holdsCanary(content)) search.hits.push(file);
  }
  return search;
}

/** The files below a folder that hold one of these texts, in lower case, whatever case it has there. */
export function filesThatHold(folder: string, texts: readonly string[]): string[] {
  return filesBelow(folder).filter((file) => {
    const content = readFileSync(file, 'utf8').toLowerCase();
    return texts.some((text) => content.includes(text));
  });
}

function filesBelow(folder: string): string[] {
  const entries: Dirent[] = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Whether bytes hold the mark, in any form {@link searchForCanaries} knows. */
export function holdsCanary(content: Buffer): boolean {
  const text = content.toString('latin1');
  const plain = canaryMark.toLowerCase();
  const wide = Buffer.from(plain, 'utf16le').toString('latin1');
  const lower = text.toLowerCase();
  return lower.includes(plain) || lower.includes(wide) || base64Forms().some((form) => text.includes(form));
}

/** The mark in base64 begins differently at each of three places; its first and last characters depend on neighbours. */
function base64Forms(): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(`${'\0'.repeat(shift)}${canaryMark}`).toString('base64url');
    return encoded.slice(shift === 0 ? 0 : shift + 1, -2);
  });
}
