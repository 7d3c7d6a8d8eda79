import { describe, expect, test } from 'vitest';
import type { ConnectionDraft } from '../../preload/contract/connection-form.ts';
import { parseDraft } from './draft.ts';
import type { SavedConnection } from './store.ts';

const typed: ConnectionDraft = {
  editing: null,
  name: ' Example ',
  serviceProviderUrl: 'live.example.com/',
  method: 'entra-app',
  tenantId: ' 11111111-1111-4111-8111-111111111111 ',
  clientId: 'client',
  clientSecret: ' secret ',
  scope: 'api://x/.default',
  authority: '',
  accessToken: '',
};

const saved: SavedConnection = {
  id: 'one',
  name: 'Example',
  baseUrl: 'https://live.example.com/tenantui',
  signIn: {
    method: 'entra-app',
    tenantId: 'tenant',
    clientId: 'client',
    scope: 'scope',
    authority: 'https://login.microsoftonline.com',
  },
  secretInKeychain: true,
};

function problems(draft: Partial<ConnectionDraft>, edited: SavedConnection | null = null): object {
  const result = parseDraft({ ...typed, ...draft }, edited, edited !== null);
  return result.ok ? {} : result.problems;
}

test('spaces are taken off, and the public cloud is the default', () => {
  expect(parseDraft(typed, null, false)).toEqual({
    ok: true,
    parsed: {
      name: 'Example',
      baseUrl: 'https://live.example.com/tenantui',
      signIn: {
        method: 'entra-app',
        tenantId: '11111111-1111-4111-8111-111111111111',
        clientId: 'client',
        scope: 'api://x/.default',
        authority: 'https://login.microsoftonline.com',
      },
      secret: 'secret',
    },
  });
});

test.each<[string, Partial<ConnectionDraft>]>([
  [
    'characters that can’t be seen',
    { serviceProviderUrl: '\u00ADhttps://live.example.com\u200B', clientSecret: '\uFEFFsecret\u2060' },
  ],
  ['typographic quotes', { serviceProviderUrl: '“https://live.example.com”', scope: '“api://x/.default”' }],
  ['brackets and what ends a sentence', { tenantId: '{11111111-1111-4111-8111-111111111111}.', clientId: '<client>,' }],
  ['typographic dashes', { tenantId: '11111111\u20101111\u20114111\u20138111\u2014111111111111' }],
  ['marks of direction', { tenantId: '\u202A11111111-1111-4111-8111-111111111111\u202C', name: '\u200EExample' }],
])('%s around what was copied are taken off', (_, draft) => {
  expect(parseDraft({ ...typed, ...draft }, null, false)).toEqual(parseDraft(typed, null, false));
});

test('a connection without a name goes by its host', () => {
  expect(parseDraft({ ...typed, name: ' ' }, null, false)).toMatchObject({ parsed: { name: 'live.example.com' } });
});

test('each field that is missing has a problem of its own', () => {
  const empty = { serviceProviderUrl: '', tenantId: '', clientId: '', clientSecret: '', scope: '' };
  expect(Object.keys(problems(empty)).sort()).toEqual(Object.keys(empty).sort());
});

test('only the fields of the chosen method count', () => {
  expect(problems({ method: 'access-token', tenantId: '', clientId: '', scope: '', clientSecret: '' })).toEqual({
    accessToken: 'Enter the access token.',
  });
});

test('plain http is refused, beyond this computer', () => {
  expect(problems({ serviceProviderUrl: 'http://live.example.com' })).toHaveProperty('serviceProviderUrl');
  expect(problems({ serviceProviderUrl: 'http://127.0.0.1:8080' })).toEqual({});
  expect(problems({ authority: 'http://login.example.com' })).toHaveProperty('authority');
});

const entraSecret = 'abC8Q~0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';
const jwt = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhcGkifQ.c2lnbmF0dXJl';

describe('a secret in a field that is shown', () => {
  test.each(['name', 'serviceProviderUrl', 'tenantId', 'clientId', 'scope', 'authority'] as const)(
    'is refused: %s',
    (field) => {
      const pasted = [
        entraSecret,
        jwt,
        `Bearer ${jwt}`,
        `Client secret: ${entraSecret} Scope: api://x`,
        'Access token = abc',
        'https://maria:hunter2@live.example.com',
      ];
      for (const text of [
        ...pasted,
        'Client Secret Value: short',
        'client_secret=short',
        `secret ${typed.clientSecret.trim()}-value`,
      ]) {
        expect(problems({ [field]: text, clientSecret: 'secret secret-value' }), text).toHaveProperty(field);
      }
      expect(problems({ [field]: 'one\ntwo' })).toHaveProperty(
        field,
        'These are several lines. Enter one value in each field.',
      );
    },
  );

  test('is refused when it is the one in the masked field, whatever it looks like', () => {
    expect(problems({ name: 'correct horse battery', clientSecret: 'correct horse' })).toHaveProperty('name');
  });

  test.each([
    { name: 'Secret Garden Telecom (client 2)' },
    { name: 'Q~uiet Telecom' },
    { name: 'Donaudampfschifffahrtsgesellschaft' },
    { tenantId: '11111111-1111-4111-8111-111111111111' },
    { scope: 'api://11111111-AAAA-4111-8111-111111111111/.default' },
    { scope: 'https://liveplatform.audiocodes.com/11111111-1111-4111-8111-111111111111/.default' },
    {
      serviceProviderUrl:
        'https://live.example.com/tenantui/login?state=aB3dEfGhIjKlMnOpQrStUvWxYz0123456789#id_token=x',
    },
  ])('is not suspected in %j', (draft) => {
    expect(problems(draft)).toEqual({});
  });
});

describe('a stored secret', () => {
  const same = { tenantId: 'tenant', clientSecret: '' };

  test('serves again when nothing is typed', () => {
    expect(problems(same, saved)).toEqual({});
  });

  test('has to be there', () => {
    expect(parseDraft({ ...typed, clientSecret: '' }, saved, false)).toMatchObject({
      problems: { clientSecret: 'Enter the client secret.' },
    });
  });

  test.each([{ serviceProviderUrl: 'other.example.com' }, { tenantId: 'other' }, { clientId: 'other' }])(
    'does not serve another account: %j',
    (other) => {
      expect(problems({ ...same, ...other }, saved)).toHaveProperty('clientSecret');
    },
  );

  test('is not sent to another sign-in service', () => {
    expect(problems({ ...same, authority: 'https://login.example.com' }, saved)).toHaveProperty('clientSecret');
  });

  test('is not used as an access token', () => {
    expect(problems({ method: 'access-token' }, saved)).toEqual({ accessToken: 'Enter the access token.' });
  });

  test('that is an access token is not sent to another Live Platform', () => {
    const token: SavedConnection = { ...saved, signIn: { method: 'access-token' } };
    expect(problems({ method: 'access-token' }, token)).toEqual({});
    expect(problems({ method: 'access-token', serviceProviderUrl: 'other.example.com' }, token)).toHaveProperty(
      'accessToken',
    );
  });
});
