const aDay = 24 * 60 * 60;

/**
 * When to try again at the earliest, from `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in any of §5.6.7's
 * forms.
 */
function parse(value: string, now: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value);
  if (!/^[A-Z][a-z]{2,8},? /.test(value)) return undefined;
  // Only the asctime form names no zone; it is GMT too.
  const date = Date.parse(value.endsWith(' GMT') ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/**
 * Reads a `Retry-After` header.
 * @param now epoch milliseconds, against which a date is measured
 * @returns seconds, a day at most; nothing when the header is missing or malformed
 */
export function retryAfter(headers: Headers, now: number): { retryAfterSeconds?: number } {
  const seconds = parse(headers.get('retry-after')?.trim() ?? '', now);
  return seconds === undefined ? {} : { retryAfterSeconds: Math.min(seconds, aDay) };
}
