import { fc } from '../../test/support/properties.ts';
import { describe, expect, it, test } from 'vitest';
import { encodings } from '../../tools/live-platform/encodings.ts';
import { echoes, requestId } from './echo.ts';

const secret = 'Zx8~fake-client_secret.va/lue+Q9';

describe.each(encodings)('a secret %s', (_, encode) => {
  it('is found', () => {
    expect(echoes(`We got ${encode(secret)}, which is wrong.`, [secret])).toBe(true);
  });

  it('is found when a half of it is there', () => {
    expect(echoes(`It begins with ${encode(secret.slice(0, 16))}`, [secret])).toBe(true);
    expect(echoes(`and ends in ${encode(secret.slice(16))}!`, [secret])).toBe(true);
  });
});

test('whatever the secret is, it is found', () => {
  const printable = fc
    .string({ minLength: 6, unit: 'grapheme-ascii' })
    .filter((text) => text.replaceAll(/[^a-z0-9]/gi, '').length >= 4);
  fc.assert(
    fc.property(printable, fc.constantFrom(...encodings), (any, [, encode]) => {
      expect(echoes(`x ${encode(any)} y`, [any])).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  'AADSTS50196: The server terminated an operation because it encountered a loop while processing a request.',
  'AADSTS500014: The service principal for resource is disabled. Timestamp: 2026-01-05 08:00:00Z',
])('other words are not: %s', (words) => {
  expect(echoes(words, ['kUq8Q~x7w_PmzYv3R.hGdTbNcJ5LsEoAfK2Wq0iX'])).toBe(false);
});

const guid = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';

test.each([
  [guid, guid],
  ['4bf92f3577b34da6a3ce929d0e0e4736', '4bf92f3577b34da6a3ce929d0e0e4736'],
  [`00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`, '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['abc-123', null],
  [`${guid} ${guid}`, null],
  [secret, null],
])('%s names a request as %s', (value, id) => {
  expect(requestId(value, [secret])).toBe(id);
});

test.each([
  ['is the GUID', guid, guid],
  ['is the GUID in other case', guid.toUpperCase(), guid],
  ['is the GUID without dashes', guid.replaceAll('-', ''), guid],
  ['is written in its digits', 'sixteen-letters!', Buffer.from('sixteen-letters!').toString('hex')],
  [
    'is written in the digits of a traceparent',
    'sixteen-letters!',
    `00-${Buffer.from('sixteen-letters!').toString('hex')}-00f067aa0ba902b7-01`,
  ],
])('a GUID names no request when the secret %s', (_, sent, value) => {
  expect(requestId(value, [sent])).toBeNull();
});
