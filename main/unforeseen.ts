import type { ErrorReport, Failure, OriginatedFailure } from '../preload/contract/failures.ts';
import { describe } from './error-trace.ts';
import { failure, failureOf } from './failure.ts';
import type { Log } from './log.ts';

/** Errors that are logged and told in a minute: one that comes with every tick must fill neither the log nor the window. */
const mostInAMinute = 20;
const minute = 60_000;

/** What becomes of errors that nobody foresaw, in whatever process: each is logged, told in the window, and the app goes on. */
export interface Unforeseen {
  /** Logs and tells an error that nobody caught. @param where it was met */
  met: (error: unknown, where: string) => void;
  /** Logs an `unexpected` failure that somebody is answered with. */
  answered: (failure: Failure) => void;
  /** Logs an error of the window. @returns what to show there */
  reported: (report: ErrorReport) => Failure;
  /** Tells the window what it did not ask for: at once or, where there is none, when there is. */
  tell: (told: OriginatedFailure) => void;
  /** What could not be told yet; from now on the window listens. */
  waiting: () => OriginatedFailure[];
  /** The window does not listen any more. */
  windowGone: () => void;
}

const places: Record<ErrorReport['where'], string> = {
  error: 'In the window',
  rejection: 'In the window, a rejected promise',
  part: 'In a part of the window',
};

/**
 * @param send tells the window
 * @param now epoch milliseconds
 */
export function createUnforeseen(log: Log, send: (told: OriginatedFailure) => void, now: () => number): Unforeseen {
  let untold: OriginatedFailure[] = [];
  let listening = false;
  let minuteBegan = -Infinity;
  let inThisMinute = 0;

  /** @returns false for one too many */
  function write({ detail }: Failure): boolean {
    if (Math.abs(now() - minuteBegan) >= minute) {
      if (inThisMinute > mostInAMinute)
        log.write({ event: 'unexpected-errors-left-out', count: inThisMinute - mostInAMinute });
      minuteBegan = now();
      inThisMinute = 0;
    }
    inThisMinute++;
    if (inThisMinute > mostInAMinute) return false;
    log.write({ event: 'unexpected-error', detail });
    return true;
  }

  function tell(told: OriginatedFailure): void {
    if (listening) send(told);
    else untold = [...untold, told].slice(-mostInAMinute);
  }

  return {
    met(error, where) {
      const unforeseen = failureOf(error, where);
      if (write(unforeseen)) tell({ origin: 'app', failure: unforeseen });
    },
    answered: write,
    reported(report) {
      const unforeseen = failure('unexpected', `${places[report.where]}: ${describe(report)}.`);
      write(unforeseen);
      return unforeseen;
    },
    tell,
    waiting() {
      listening = true;
      const told = untold;
      untold = [];
      return told;
    },
    windowGone() {
      listening = false;
    },
  };
}
