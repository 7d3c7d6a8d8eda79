import { expect, it } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { startExchange, waitForStep } from './time-limit.ts';

const never = () => Promise.withResolvers<never>().promise;

it('gives what the work gives, or throws what it throws', async () => {
  const exchange = startExchange(new AbortController().signal);
  await expect(exchange.wait(Promise.resolve(35), 1000, 'waiting')).resolves.toBe(35);
  await expect(exchange.wait(Promise.reject(new RangeError('its own')), 1000, 'waiting')).rejects.toThrow(RangeError);
  expect(exchange.signal.aborted).toBe(false);
});

it('gives up after the limit, and stops the work', async () => {
  const exchange = startExchange(new AbortController().signal);
  const failure = await failureOf(exchange.wait(never(), 20, 'waiting for the list'));
  expect(failure.code).toBe('timed-out');
  expect(failure.detail).toBe('No answer within 0.02 s while waiting for the list.');
  expect(exchange.signal.aborted).toBe(true);
});

it('stops waiting at once when it is cancelled, even if the work does not heed the signal', async () => {
  const cancel = new AbortController();
  const exchange = startExchange(cancel.signal);
  const failure = failureOf(exchange.wait(never(), 60_000, 'waiting for the list'));
  cancel.abort();
  expect(await failure).toMatchObject({ code: 'cancelled', detail: 'Cancelled while waiting for the list.' });
  expect(exchange.signal.aborted).toBe(true);
});

it('does not begin when it was cancelled before', async () => {
  const failure = await failureOf(waitForStep(Promise.reject(new Error('unheard')), AbortSignal.abort(), 'signing in'));
  expect(failure.code).toBe('cancelled');
});

it('does not wait either when it was cancelled before', async () => {
  expect((await failureOf(waitForStep(never(), AbortSignal.abort(), 'signing in'))).code).toBe('cancelled');
});

it('says cancelled when the work heeds the signal before anyone else', async () => {
  const cancel = new AbortController();
  const work = Promise.withResolvers<never>();
  cancel.signal.addEventListener('abort', () => {
    work.reject(new Error('aborted'));
  });
  const failure = failureOf(waitForStep(work.promise, cancel.signal, 'signing in'));
  cancel.abort();
  expect((await failure).code).toBe('cancelled');
});
