import { expect, it } from 'vitest';
import type { RequestLabel } from './http.ts';
import { responseFailure } from './response-failure.ts';

const request: RequestLabel = {
  method: 'GET',
  url: new URL('https://live.example.com/tenantui/api/v2/customer'),
  purpose: 'customer-list',
};

it.each([
  [201, 'malformed'],
  [204, 'malformed'],
  [206, 'malformed'],
  [300, 'not-live-platform'],
  [302, 'not-live-platform'],
  [304, 'not-live-platform'],
  [400, 'not-live-platform'],
  [401, 'token-rejected'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'not-live-platform'],
  [407, 'proxy'],
  [408, 'timed-out'],
  [410, 'not-found'],
  [415, 'not-live-platform'],
  [429, 'throttled'],
  [451, 'not-live-platform'],
  [500, 'server-error'],
  [502, 'server-error'],
  [503, 'server-error'],
  [504, 'timed-out'],
  [511, 'not-live-platform'],
  [599, 'server-error'],
])('status %i is %s', (status, code) => {
  const failure = responseFailure(request, { status, headers: new Headers() }, [], 0);
  expect(failure.code).toBe(code);
  expect(failure.detail).toBe(`GET https://live.example.com/tenantui/api/v2/customer: status ${status}.`);
  expect(failure).not.toHaveProperty('retryAfterSeconds');
});

it.each([
  [429, 9],
  [503, 9],
  [403, undefined],
])('status %i carries Retry-After: %j', (status, seconds) => {
  expect(
    responseFailure(request, { status, headers: new Headers({ 'retry-after': '9' }) }, [], 0).retryAfterSeconds,
  ).toBe(seconds);
});

it('names the request for support by GUIDs, and no other header', () => {
  const headers = new Headers({
    'x-ms-request-id': '4BF92F35-77b3-4da6-a3ce-929d0e0e4736',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'request-id': '<script>',
    'x-request-id': 'abc-123',
    'x-correlation-id': '4bf92f3577b34da6a3ce929d0e0e4737',
    'set-cookie': 'session=1',
    'x-secret': 'hush',
  });
  expect(responseFailure(request, { status: 500, headers }, [], 0).detail).toBe(
    'GET https://live.example.com/tenantui/api/v2/customer: status 500; x-ms-request-id 4BF92F35-77b3-4da6-a3ce-929d0e0e4736; x-correlation-id 4bf92f3577b34da6a3ce929d0e0e4737; traceparent 4bf92f3577b34da6a3ce929d0e0e4736.',
  );
});
