import type { Answer, Failure, FailureOrigin, OriginatedFailure } from '../../preload/contract/failures.ts';

/** What the person has to know now, the newest last. */
export const alerts: { shown: OriginatedFailure[] } = $state({ shown: [] });

/** Shows a failure, in place of an older one of the same origin; what went wrong at the start is told one by one. */
export function showFailure(origin: FailureOrigin, failure: Failure): void {
  dismissAlert({ origin, failure });
  alerts.shown = [...alerts.shown, { origin, failure }];
}

/** Whether a failure of this origin is told now. */
export function isTold(origin: FailureOrigin): boolean {
  return alerts.shown.some((shown) => shown.origin === origin);
}

export function dismissAlert(alert: OriginatedFailure): void {
  alerts.shown = alerts.shown.filter((shown) => alertKey(shown) !== alertKey(alert));
}

/** The same for alerts of which only one is shown. */
export function alertKey({ origin, failure }: OriginatedFailure): string {
  return origin === 'start' ? `start ${failure.detail}` : origin;
}

export function dismissFailure(origin: FailureOrigin): void {
  alerts.shown = alerts.shown.filter((shown) => shown.origin !== origin);
}

/** Shows the failure in an answer. What else is shown stays. */
export function showUnlessOk(origin: FailureOrigin, answer: Answer<unknown>): void {
  if (!answer.ok) showFailure(origin, answer.failure);
}

/** Shows the failure in an answer, or takes an older one of the same origin away. @returns the value; undefined where there is none */
export function valueOrAlert<T>(origin: FailureOrigin, answer: Answer<T>): T | undefined {
  if (!answer.ok) {
    showFailure(origin, answer.failure);
    return undefined;
  }
  dismissFailure(origin);
  return answer.value;
}
