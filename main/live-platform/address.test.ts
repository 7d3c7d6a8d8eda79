import { describe, expect, it } from 'vitest';
import { defaultAuthority } from '../../preload/contract/connections.ts';
import { isLoopback, parseAuthority, parseServiceProviderUrl } from './address.ts';

describe('parseServiceProviderUrl', () => {
  it.each([
    ['live.example.com', 'https://live.example.com/tenantui'],
    ['https://live.example.com', 'https://live.example.com/tenantui'],
    ['https://live.example.com/', 'https://live.example.com/tenantui'],
    ['https://live.example.com/tenantui', 'https://live.example.com/tenantui'],
    ['https://live.example.com/tenantui///', 'https://live.example.com/tenantui'],
    ['live.example.com/tenantui/', 'https://live.example.com/tenantui'],
    ['https://live.example.com/tenantui/api/v2/customer', 'https://live.example.com/tenantui'],
    ['https://live.example.com/TenantUI/#/customers', 'https://live.example.com/tenantui'],
    ['https://live.example.com/login?next=%2Ftenantui#top', 'https://live.example.com/tenantui'],
    ['https://gateway.example.com/live/tenantui/api', 'https://gateway.example.com/live/tenantui'],
    ['HTTPS://LIVE.Example.COM/', 'https://live.example.com/tenantui'],
    ['  \t live.example.com \n', 'https://live.example.com/tenantui'],
    ['<https://live.example.com>', 'https://live.example.com/tenantui'],
    ['//live.example.com', 'https://live.example.com/tenantui'],
    ['https:live.example.com', 'https://live.example.com/tenantui'],
    ['live.example.com:8443', 'https://live.example.com:8443/tenantui'],
    ['https://live.example.com:443', 'https://live.example.com/tenantui'],
    ['intranet', 'https://intranet/tenantui'],
    ['münchen.example', 'https://xn--mnchen-3ya.example/tenantui'],
    ['localhost:8080', 'https://localhost:8080/tenantui'],
    ['http://localhost:8080', 'http://localhost:8080/tenantui'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/tenantui'],
    ['http://127.8.9.10', 'http://127.8.9.10/tenantui'],
    ['http://[::1]:8080', 'http://[::1]:8080/tenantui'],
    ['[::1]:8080', 'https://[::1]:8080/tenantui'],
  ])('understands %j', (typed, baseUrl) => {
    expect(parseServiceProviderUrl(typed)).toEqual({ ok: true, baseUrl });
  });

  it.each([
    ['', 'Enter the Service Provider URL.'],
    ['   ', 'Enter the Service Provider URL.'],
    ['http://live.example.com', 'Only https is allowed: plain http would send the access token unprotected.'],
    ['http:live.example.com', 'Only https is allowed: plain http would send the access token unprotected.'],
    ['http://localhost.example.com', 'Only https is allowed: plain http would send the access token unprotected.'],
    ['http://0.0.0.0', 'Only https is allowed: plain http would send the access token unprotected.'],
    ['http://[::2]', 'Only https is allowed: plain http would send the access token unprotected.'],
    ['ftp://live.example.com', 'Enter an address that starts with https://.'],
    ['file:///etc/passwd', 'Enter an address that starts with https://.'],
    ['https://someone:secret@live.example.com', 'Leave out the user name and password before the @.'],
    ['someone@live.example.com', 'Leave out the user name and password before the @.'],
    ['live example com', 'This is not a web address. Enter it like https://live.example.com.'],
    ['https://', 'This is not a web address. Enter it like https://live.example.com.'],
    ['https://..', 'This is not a web address. Enter it like https://live.example.com.'],
    ['live.example.com:99999', 'This is not a web address. Enter it like https://live.example.com.'],
    ['javascript:alert(1)', 'This is not a web address. Enter it like https://live.example.com.'],
  ])('refuses %j', (typed, problem) => {
    expect(parseServiceProviderUrl(typed)).toEqual({ ok: false, problem });
  });
});

describe('parseAuthority', () => {
  const directory = '11111111-1111-4111-8111-111111111111';

  it.each([
    ['', defaultAuthority],
    ['  ', defaultAuthority],
    ['login.microsoftonline.us', 'https://login.microsoftonline.us'],
    ['https://login.partner.microsoftonline.cn/', 'https://login.partner.microsoftonline.cn'],
    [`https://login.microsoftonline.com/${directory}`, defaultAuthority],
    [`https://login.microsoftonline.com/${directory}/oauth2/v2.0/token`, defaultAuthority],
    ['https://login.microsoftonline.com/contoso.com/v2.0', defaultAuthority],
    ['https://login.microsoftonline.com/contoso.onmicrosoft.com', defaultAuthority],
    ['https://login.microsoftonline.com/common/', defaultAuthority],
    ['https://gateway.example.com/entra/', 'https://gateway.example.com/entra'],
    [`https://gateway.example.com/entra/${directory}/oauth2/v2.0/token`, 'https://gateway.example.com/entra'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ])('understands %j', (typed, authority) => {
    expect(parseAuthority(typed)).toEqual({ ok: true, authority });
  });

  it.each(['http://login.microsoftonline.com', 'a b', 'https://x:y@login.microsoftonline.com'])(
    'refuses %j',
    (typed) => {
      expect(parseAuthority(typed)).toHaveProperty('problem');
    },
  );
});

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.0.9', true],
  ['[::1]', true],
  ['127.0.0.1.example.com', false],
  ['128.0.0.1', false],
  ['localhost.example.com', false],
  ['[::2]', false],
])('isLoopback(%j) is %j', (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected);
});
