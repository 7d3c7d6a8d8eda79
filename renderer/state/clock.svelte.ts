import { isSameDay } from '../ui/format.ts';

const everyHalfMinute = 30_000;

/** The time, as often as an age on screen changes. */
export const clock = $state({ now: Date.now() });

/**
 * Sets the clock going; gives what stops it.
 * @param onNewDay is told when midnight has passed: what was found for `changed:today` may not be of today any more
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
