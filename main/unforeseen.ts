import type { ErrorReport, Failure, FailureOrigin, OriginatedFailure } from '../preload/contract/failures.ts';
import { describe } from './error-trace.ts';
import { failure, failureOf } from './failure.ts';
import { type Log, logProblem } from './log.ts';

/** Errors that are logged and told in a minute: one that comes with every tick must fill neither the log nor the window. */
const mostInAMinute = 20;
const minute = 60_000;

/** What becomes of errors that nobody foresaw, in whatever process: each is logged, told in the window, and the app goes on. */
export interface Unforeseen {
  /** Logs and tells an error that nobody caught. @param where it was thrown */
  uncaught: (error: unknown, where: string) => void;
  /** Logs and tells what is the matter with something that Fieldbook needs: at once or, without a window, when there is one. */
  problem: (origin: FailureOrigin, failure: Failure | null) => void;
  /** Logs an `unexpected` failure that somebody is answered with. */
  answered: (failure: Failure) => void;
  /** Logs an error of the window. @returns what to show there */
  reported: (report: ErrorReport) => Failure;
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
    uncaught(error, where) {
      const unforeseen = failureOf(error, where);
      if (write(unforeseen)) tell({ origin: 'app', failure: unforeseen });
    },
    problem(origin, problem) {
      if (!problem) return;
      logProblem(log, problem);
      tell({ origin, failure: problem });
    },
    answered: write,
    reported(report) {
      const unforeseen = failure('unexpected', `${places[report.where]}: ${describe(report)}.`);
      write(unforeseen);
      return unforeseen;
    },
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
