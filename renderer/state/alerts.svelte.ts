import type { Answer, Failure, FailureOrigin, OriginatedFailure } from '../../preload/contract/failures.ts';

/** The failures shown as alerts, newest last. */
export const alerts: { shown: OriginatedFailure[] } = $state({ shown: [] });

/** Shows a failure in place of an older one of the same origin; failures at the start are each shown. */
export function showFailure(origin: FailureOrigin, failure: Failure): void {
  dismissAlert({ origin, failure });
  alerts.shown = [...alerts.shown, { origin, failure }];
}

/** Whether a failure of this origin is told now. */
export function isTold(origin: FailureOrigin): boolean {
  return alerts.shown.some((shown) => shown.origin === origin);
}

/** Takes one alert away. */
export function dismissAlert(alert: OriginatedFailure): void {
  alerts.shown = alerts.shown.filter((shown) => alertKey(shown) !== alertKey(alert));
}

/** Equal for alerts of which only one is shown. */
export function alertKey({ origin, failure }: OriginatedFailure): string {
  return origin === 'start' ? `start ${failure.detail}` : origin;
}

/** Takes away the alert of whatever belongs to this origin. */
export function dismissFailure(origin: FailureOrigin): void {
  alerts.shown = alerts.shown.filter((shown) => shown.origin !== origin);
}

/** Shows the failure in an answer, if any. Other alerts stay. */
export function showUnlessOk(origin: FailureOrigin, answer: Answer<unknown>): void {
  if (!answer.ok) showFailure(origin, answer.failure);
}

/** Shows the failure in an answer, or dismisses an older one of the same origin. @returns the value; undefined for a failure */
export function valueOrAlert<T>(origin: FailureOrigin, answer: Answer<T>): T | undefined {
  if (!answer.ok) {
    showFailure(origin, answer.failure);
    return undefined;
  }
  dismissFailure(origin);
  return answer.value;
}
