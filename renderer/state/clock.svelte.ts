const everyHalfMinute = 30_000;

/** The time, as often as an age on screen changes. */
export const clock = $state({ now: Date.now() });

/** Sets the clock going; gives what stops it. */
export function startClock(): () => void {
  const timer = setInterval(() => {
    clock.now = Date.now();
  }, everyHalfMinute);
  return () => {
    clearInterval(timer);
  };
}
