import { fail } from '../failure.ts';

/** How slow a body may be. */
export interface Pace {
  /** At least so many bytes… */
  bytes: number;
  /** …in so many milliseconds. */
  milliseconds: number;
  /** From the headers to the last byte, in milliseconds. */
  whole: number;
}

/** The slowest mobile networks are a thousand times faster, and fetch the largest list in less than the whole time. */
export const defaultPace: Pace = { bytes: 1024, milliseconds: 60_000, whole: 60 * 60_000 };

/**
 * Makes sure that a body comes to an end: a server that sends a byte now and then is never silent, and never done.
 * @param uptime milliseconds of a monotonic clock
 * @returns to be called after each chunk with the bytes received so far; throws `timed-out` when they are too few, or take
 *   too long
 */
export function watchPace({ bytes, milliseconds, whole }: Pace, uptime: () => number): (received: number) => void {
  const began = uptime();
  let since = began;
  let before = 0;
  return (received) => {
    const time = uptime();
    if (time - began > whole) {
      fail(
        'timed-out',
        `Not complete within ${whole / 1000} s while downloading the customer list, after ${received} bytes.`,
      );
    }
    if (time - since < milliseconds) return;
    if (received - before < bytes) {
      const span = Math.round((time - since) / 1000);
      fail(
        'timed-out',
        `Stalled: ${received - before} bytes in ${span} s while downloading the customer list, after ${received} bytes.`,
      );
    }
    since = time;
    before = received;
  };
}

/** When to tell a person that a response has stalled, long before {@link Pace} ends it. */
export interface Stall {
  /** Fewer than so many bytes… */
  bytes: number;
  /** …in so many milliseconds are almost nothing. */
  milliseconds: number;
  /** How often to check, in milliseconds, since silence sends no events. */
  lookEvery: number;
}

/** The slowest mobile networks are ten times faster. */
export const defaultStall: Stall = { bytes: 1024, milliseconds: 10_000, lookEvery: 1_000 };

export interface StallWatch {
  /** To be called after each chunk with the bytes received so far. */
  received(bytes: number): void;
  /** For how many milliseconds almost nothing has come; null while bytes flow. */
  stalledFor(): number | null;
}

/**
 * Watches from now on whether a response stalls. One that drips stays stalled until enough arrives within one such time.
 * @param uptime milliseconds of a monotonic clock
 */
export function watchStall({ bytes, milliseconds }: Omit<Stall, 'lookEvery'>, uptime: () => number): StallWatch {
  let began = uptime();
  let before = 0;
  let total = 0;
  let stalledSince: number | null = null;

  function begin(): void {
    began = uptime();
    before = total;
  }

  function look(): void {
    if (uptime() - began < milliseconds) return;
    stalledSince ??= began;
    begin();
  }

  return {
    received(received) {
      look();
      total = received;
      if (total - before < bytes) return;
      stalledSince = null;
      begin();
    },
    stalledFor() {
      look();
      return stalledSince === null ? null : uptime() - stalledSince;
    },
  };
}
