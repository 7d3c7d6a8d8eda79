import { expect, test } from 'vitest';
import { describe as describeTraits, traceOf } from './error-trace.ts';

function thrownBy(action: () => void): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

test('it says what was thrown and where', () => {
  expect(traceOf(new TypeError('x'))).toMatch(/^TypeError at error-trace\.test\.ts:\d+:\d+/);
});

test('a code of Node’s or SQLite’s is kept', () => {
  expect(traceOf(Object.assign(new Error('/home/maria/x'), { code: 'EACCES' }))).toMatch(/^Error EACCES at /);
});

test.each([
  () => {
    JSON.parse('{"secret: p4ss~word');
  },
  () => {
    new URL('https://p4ss~word@');
  },
  () => {
    throw new Error('p4ss~word\n    at p4ss~word (p4ss~word.js:1:1)');
  },
  () => {
    throw Object.assign(new Error('p4ss~word'), { name: 'p4ss~word', code: 'p4ss~word' });
  },
  () => {
    throw new Error('first', { cause: new Error('p4ss~word') });
  },
  () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a library may do
    throw 'p4ss~word';
  },
])('no message gets into it: %s', (action) => {
  const trace = traceOf(thrownBy(action));
  expect(trace).not.toContain('p4ss');
  expect(trace).not.toBe('');
});

test('causes are named', () => {
  expect(traceOf(new Error('a', { cause: new RangeError('b') }))).toMatch(/^Error at .+, caused by RangeError at /);
});

test('folders are left out, on each system', () => {
  const stack = 'Error\n    at search (C:\\Users\\Maria Doe\\app\\reader.js:1:2)\n    at file:///home/maria/x.js:3:4';
  expect(describeTraits({ name: 'Error', stack })).toBe('Error at search (reader.js:1:2) < x.js:3:4');
});
