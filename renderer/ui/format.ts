const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// As the system writes them, but in the calendar and digits that a person types after `changed:`.
const locale = new Intl.Locale(navigator.language, { calendar: 'gregory', numberingSystem: 'latn' });
const numbers = new Intl.NumberFormat(locale);
const days = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium' });

/** A whole number, grouped as the system groups it. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** `1 customer`, `35 customers`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/**
 * How long ago something was, both in epoch milliseconds: `just now`, `2 hours ago`. After a clock was set back it may lie
 * ahead, and says so: `2 hours in the future`.
 */
export function formatAge(then: number, now: number): string {
  const age = Math.abs(now - then);
  if (age < minute) return 'just now';
  return `${inLargestUnit(age)} ${isFuture(then, now) ? 'in the future' : 'ago'}`;
}

function inLargestUnit(span: number): string {
  if (span < hour) return countOf(Math.floor(span / minute), 'minute');
  return span < day ? countOf(Math.floor(span / hour), 'hour') : countOf(Math.floor(span / day), 'day');
}

/** The window's clock may be half a minute slow, so a moment ahead is not the future. */
function isFuture(then: number, now: number): boolean {
  return then - now >= minute;
}

/**
 * How old a list is, which its colour and words tell: `old` is over a day, `stale` over a week; `future` means that a clock is
 * or was wrong.
 */
export function ageLevel(then: number, now: number): 'fresh' | 'old' | 'stale' | 'future' {
  if (isFuture(then, now)) return 'future';
  if (now - then > 7 * day) return 'stale';
  return now - then > day ? 'old' : 'fresh';
}

/** Whether two times, in epoch milliseconds, are on the same local day. */
export function isSameDay(some: number, other: number): boolean {
  return new Date(some).toDateString() === new Date(other).toDateString();
}

/** The day of a time, both in epoch milliseconds: `Today`, `Yesterday`, or its date. */
export function formatDay(time: number, now: number): string {
  if (isSameDay(time, now)) return 'Today';
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return isSameDay(time, yesterday.getTime()) ? 'Yesterday' : days.format(time);
}

/** Date and time in full, as the system writes them. */
export function formatMoment(time: number): string {
  return dates.format(time);
}

/** `812 KB`, `13.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return countOf(bytes, 'byte');
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 1_000))} KB`;
  return `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`;
}

/** A duration given in seconds, rounded up: `42 seconds`, `3 minutes`, `2 hours`. */
export function formatDuration(seconds: number): string {
  if (seconds <= 90) return countOf(Math.ceil(seconds), 'second');
  if (seconds <= 90 * 60) return countOf(Math.ceil(seconds / 60), 'minute');
  return countOf(Math.ceil(seconds / 3600), 'hour');
}
