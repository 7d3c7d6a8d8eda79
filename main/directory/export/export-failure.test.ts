import { expect, test } from 'vitest';
import { failure, FailureError } from '../../failure.ts';
import { exportFailure } from './export-failure.ts';

test.each([
  ['ENOSPC', 'The disk is full.'],
  ['EACCES', 'choose another folder'],
  ['EROFS', 'choose another folder'],
  ['EBUSY', 'close it there'],
  ['EISDIR', 'a folder of this name'],
  ['EIO', 'Choose another folder, then try again.'],
])('%s says what to do, and names no file', (code, advice) => {
  const error = exportFailure(Object.assign(new Error(`${code}: open '/home/someone/customers.csv'`), { code }));
  expect(error).toBeInstanceOf(FailureError);
  const data = error instanceof FailureError ? error.failure : null;
  expect(data?.code).toBe('export-failed');
  expect(data?.advice).toContain(advice);
  expect(JSON.stringify(data)).not.toContain('someone');
});

test('what is wrong with the cache, or a bug, is no failure to write', () => {
  for (const error of [new FailureError(failure('cache-damaged', 'x')), new Error('bug'), 7]) {
    expect(exportFailure(error)).toBe(error);
  }
});
