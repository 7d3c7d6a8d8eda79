import type { ErrorReport, Failure, FailureOrigin, OriginatedFailure } from '../preload/contract/failures.ts';
import { describe } from './error-trace.ts';
import { failure, failureOf } from './failure.ts';
import { type Log, logProblem } from './log.ts';

/** How many errors are logged and told in a minute: one that recurs with every tick must flood neither log nor window. */
const mostInAMinute = 20;
const minute = 60_000;

/** Handles errors that nobody foresaw, in any process: each is logged and told in the window, and the app goes on. */
export interface ErrorReporter {
  /** Logs and tells an error that nobody caught. @param where it was thrown */
  uncaught: (error: unknown, where: string) => void;
  /** Logs what is wrong with something that Fieldbook needs, and tells the window, as soon as there is one. */
  problem: (origin: FailureOrigin, failure: Failure | null) => void;
  /** Logs an `unexpected` failure with which a call was answered. */
  answered: (failure: Failure) => void;
  /** Logs an error of the window. @returns what to show there */
  reported: (report: ErrorReport) => Failure;
  /** What could not be told yet. From now on the window listens. */
  waiting: () => OriginatedFailure[];
  /** The window no longer listens. */
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
export function createErrorReporter(
  log: Log,
  send: (told: OriginatedFailure) => void,
  now: () => number,
): ErrorReporter {
  let untold: OriginatedFailure[] = [];
  let listening = false;
  let minuteBegan = -Infinity;
  let inThisMinute = 0;

  /** @returns false for one too many in this minute */
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
    try {
      if (listening) {
        send(told);
        return;
      }
    } catch {
      // Where an uncaught error is handled, another one would end the process.
    }
    untold = [...untold, told].slice(-mostInAMinute);
  }

  return {
    uncaught(error, where) {
      const unexpected = failureOf(error, where);
      if (write(unexpected)) tell({ origin: 'app', failure: unexpected });
    },
    problem(origin, problem) {
      if (!problem) return;
      logProblem(log, problem);
      tell({ origin, failure: problem });
    },
    answered: write,
    reported(report) {
      const unexpected = failure('unexpected', `${places[report.where]}: ${describe(report)}.`);
      write(unexpected);
      return unexpected;
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
