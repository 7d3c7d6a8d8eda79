import { isSameDay } from '../ui/format.ts';

const everyHalfMinute = 30_000;

/** The time, updated as often as an age on screen changes. */
export const clock = $state({ now: Date.now() });

/**
 * Starts the clock. @returns what stops it
 * @param onNewDay called after midnight: what was found for `changed:today` may no longer be of today
 */
export function startClock(onNewDay: () => void): () => void {
  const timer = setInterval(() => {
    const before = clock.now;
    clock.now = Date.now();
    if (!isSameDay(before, clock.now)) onNewDay();
  }, everyHalfMinute);
  return () => {
    clearInterval(timer);
  };
}
