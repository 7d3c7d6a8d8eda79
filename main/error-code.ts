/**
 * An error's code, such as `ENOSPC` or `SQLITE_FULL`; `unknown` where it has none. Logs and failures take it instead of the
 * message, which would name a file.
 */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
