import * as v from 'valibot';
import { encodings } from './encodings.ts';

const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
/** How many answers behave so before all is well again; without it, until told otherwise. */
const times = v.optional(count);
const when = v.picklist(['before-headers', 'in-body']);

/** How an endpoint can be told to behave. */
export const behaviourSchema = v.variant('kind', [
  /** As it should. */
  v.object({ kind: v.literal('good'), times }),
  /** A good answer, whose headers come late. */
  v.object({ kind: v.literal('latency'), milliseconds, times }),
  /** A good answer, a few bytes at a time. */
  v.object({ kind: v.literal('trickle'), chunkBytes: count, milliseconds, times }),
  /** A status instead of an answer; `retryAfter` is sent as it is. */
  v.object({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    body: v.optional(v.picklist(['none', 'json', 'html', 'text'])),
    retryAfter: v.optional(v.string()),
    times,
  }),
  /** The good answer under this status and with this header, as they are, in UTF-8: neither need be allowed. */
  v.object({ kind: v.literal('head'), status: v.string(), header: v.optional(v.string()), times }),
  /** Entra ID's refusal with this AADSTS number, whatever was sent (token endpoint). */
  v.object({ kind: v.literal('refusal'), number: v.number(), times }),
  /** This status, and what was sent to sign in is sent back, encoded, in every place where servers name requests or reasons. */
  v.object({
    kind: v.literal('echo'),
    encoding: v.picklist(encodings.map(([name]) => name)),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    times,
  }),
  /** 200, and a web page that asks to sign in; with the type of one, or calling itself JSON. */
  v.object({ kind: v.literal('sign-in-page'), contentType: v.optional(v.string()), times }),
  /** To a page that asks to sign in, or round in circles. */
  v.object({ kind: v.literal('redirect'), to: v.picklist(['sign-in-page', 'itself']), times }),
  /** The connection is reset (RST). */
  v.object({ kind: v.literal('reset'), when, times }),
  /** The connection is closed (FIN), as a server does that is stopped. */
  v.object({ kind: v.literal('close'), when, times }),
  /** Nothing more comes, and the connection stays open. */
  v.object({ kind: v.literal('silence'), when, times }),
  /** Half of the JSON, sent properly to its end. */
  v.object({ kind: v.literal('truncated'), times }),
  /** The whole JSON under a Content-Length that is too small: all but its last bytes counts. */
  v.object({ kind: v.literal('length-too-small'), times }),
  /** 200 and nothing. */
  v.object({ kind: v.literal('empty'), times }),
  /** 200 and exactly this text. */
  v.object({ kind: v.literal('body'), text: v.string(), contentType: v.optional(v.string()), times }),
  /** The good answer after a UTF-8 byte order mark. */
  v.object({ kind: v.literal('bom'), times }),
  /** The good answer in another encoding, named in its Content-Type or not. */
  v.object({ kind: v.literal('charset'), charset: v.picklist(['utf-16le', 'latin1']), named: v.boolean(), times }),
  /** Compressed; `not-gzip` only says so, `cut` ends early, `corrupt` breaks in the middle. */
  v.object({ kind: v.literal('gzip'), lie: v.optional(v.picklist(['not-gzip', 'cut', 'corrupt'])), times }),
  /** The beginning of a list that is said to be this long. */
  v.object({ kind: v.literal('announced'), bytes: count, times }),
  /** A list that never ends, as fast as it is read; its rows, or what is repeated instead. */
  v.object({ kind: v.literal('endless'), repeated: v.optional(v.pipe(v.string(), v.nonEmpty())), times }),
  /** The good list with its fields in camelCase, as the page's table writes them. */
  v.object({ kind: v.literal('camel-case'), times }),
  /** The good list, followed by rows that can't be read. */
  v.object({ kind: v.literal('bad-rows'), times }),
  /** The good list, its first customers repeated: once equal, once with another name. */
  v.object({ kind: v.literal('duplicates'), times }),
  /** The good list, its first customer with license 7. */
  v.object({ kind: v.literal('unknown-license'), times }),
]);

export type Behaviour = v.InferOutput<typeof behaviourSchema>;

interface Preset {
  /** One line for `--help`. */
  meaning: string;
  behaviour: Behaviour;
}

const status = (code: number, meaning: string, more: Partial<Extract<Behaviour, { kind: 'status' }>> = {}): Preset => ({
  meaning: `status ${code}: ${meaning}`,
  behaviour: { kind: 'status', status: code, ...more },
});
const refusal = (number: number, meaning: string): Preset => ({
  meaning: `AADSTS${number}: ${meaning} (token endpoint)`,
  behaviour: { kind: 'refusal', number },
});
const body = (text: string, meaning: string): Preset => ({ meaning, behaviour: { kind: 'body', text } });
const row = (fields: string) =>
  `[{"Id":"5e1f0000-0000-4000-8000-000000000001","ShortName":"Tobi","FullName":"Tobi",${fields}}]`;

/** Behaviours by name, for the command line and for tests that go through them all. */
export const presets: Record<string, Preset> = {
  good: { meaning: 'as it should', behaviour: { kind: 'good' } },
  slow: { meaning: 'headers after 5 s', behaviour: { kind: 'latency', milliseconds: 5000 } },
  trickle: { meaning: '512 bytes every 100 ms', behaviour: { kind: 'trickle', chunkBytes: 512, milliseconds: 100 } },
  'unauthorized-once': status(401, 'the first time', { times: 1 }),
  unauthorized: status(401, 'always'),
  forbidden: status(403, 'no permission'),
  'forbidden-html': status(403, 'no permission, as a web page', { body: 'html' }),
  'not-found': status(404, 'no such address'),
  'bad-request': status(400, 'the request is refused', { body: 'text' }),
  'proxy-auth': status(407, 'a proxy wants to know who asks', { body: 'html' }),
  throttled: status(429, 'with Retry-After in seconds', { retryAfter: '7' }),
  'throttled-date': status(429, 'with Retry-After as a date far ahead', {
    retryAfter: 'Fri, 31 Dec 2100 23:59:59 GMT',
  }),
  'server-error': status(500, 'with JSON', { body: 'json' }),
  'bad-gateway': status(502, 'with HTML', { body: 'html' }),
  unavailable: status(503, 'with Retry-After in seconds', { retryAfter: '120' }),
  'gateway-timeout': status(504, 'with HTML', { body: 'html' }),
  'no-content': status(204, 'and so no list', { body: 'none' }),
  'wrong-secret': refusal(7000215, 'the secret is wrong'),
  'expired-secret': refusal(7000222, 'the secret has expired'),
  'unknown-application': refusal(700016, 'no such application in this directory'),
  'unknown-tenant': refusal(90002, 'no such directory'),
  'disabled-application': refusal(7000112, 'the application is disabled'),
  'invalid-tenant': refusal(900023, 'the tenant is no tenant'),
  'blocked-by-policy': refusal(53003, 'an access policy blocks the sign-in'),
  'malformed-scope': refusal(70011, 'the scope is not valid'),
  'scope-without-default': refusal(1002012, 'the scope does not end in /.default'),
  'unknown-resource': refusal(500011, 'the scope names an unknown application'),
  'sign-in-page': { meaning: '200 and a web page', behaviour: { kind: 'sign-in-page' } },
  'sign-in-page-as-json': {
    meaning: '200 and a web page that calls itself JSON',
    behaviour: { kind: 'sign-in-page', contentType: 'application/json' },
  },
  echo: {
    meaning: 'status 401: what was sent comes back in base64',
    behaviour: { kind: 'echo', encoding: 'in base64', status: 401 },
  },
  redirect: { meaning: 'redirect to a sign-in page', behaviour: { kind: 'redirect', to: 'sign-in-page' } },
  'header-not-ascii': {
    meaning: 'with a header that is not ASCII',
    behaviour: { kind: 'head', status: '200 OK', header: 'X-Served-By: Zażółć' },
  },
  'reason-not-ascii': { meaning: 'status 200, named in Polish', behaviour: { kind: 'head', status: '200 Zażółć' } },
  'status-999': { meaning: 'a status above all', behaviour: { kind: 'head', status: '999 Denied' } },
  'status-0': { meaning: 'a status below all', behaviour: { kind: 'head', status: '000 Nothing' } },
  'redirect-loop': { meaning: 'redirect to itself', behaviour: { kind: 'redirect', to: 'itself' } },
  'reset-before': {
    meaning: 'connection reset before the answer',
    behaviour: { kind: 'reset', when: 'before-headers' },
  },
  'reset-in-body': { meaning: 'connection reset half-way', behaviour: { kind: 'reset', when: 'in-body' } },
  'close-before': {
    meaning: 'connection closed before the answer',
    behaviour: { kind: 'close', when: 'before-headers' },
  },
  'close-in-body': { meaning: 'connection closed half-way', behaviour: { kind: 'close', when: 'in-body' } },
  'silence-before': { meaning: 'no answer at all', behaviour: { kind: 'silence', when: 'before-headers' } },
  'silence-in-body': { meaning: 'nothing more half-way', behaviour: { kind: 'silence', when: 'in-body' } },
  truncated: { meaning: 'half of the JSON, cleanly ended', behaviour: { kind: 'truncated' } },
  'length-too-small': { meaning: 'Content-Length smaller than the list', behaviour: { kind: 'length-too-small' } },
  empty: { meaning: '200 and nothing', behaviour: { kind: 'empty' } },
  blank: body(' \r\n\t', '200 and blanks only'),
  'empty-list': body('[]', 'a list of no customers'),
  null: body('null', 'null instead of a list'),
  object: body('{"customers":[]}', 'an object instead of a list'),
  string: body('"customers"', 'a string instead of a list'),
  nan: body(row('"LicenseType":NaN'), 'NaN where a number was due'),
  'huge-number': body(row('"LicenseType":1e400'), 'a number beyond all numbers'),
  'lone-surrogate': body(row('"LicenseType":0,"Note":"\\ud800"'), 'half of a UTF-16 pair'),
  'duplicate-keys': body(row('"LicenseType":0,"LicenseType":3'), 'a field twice in one row'),
  'deep-nesting': body(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'a hundred thousand lists in each other'),
  bom: { meaning: 'after a byte order mark', behaviour: { kind: 'bom' } },
  utf16: { meaning: 'in UTF-16, named', behaviour: { kind: 'charset', charset: 'utf-16le', named: true } },
  'utf16-unnamed': {
    meaning: 'in UTF-16, not named',
    behaviour: { kind: 'charset', charset: 'utf-16le', named: false },
  },
  latin1: { meaning: 'in Latin-1, not named', behaviour: { kind: 'charset', charset: 'latin1', named: false } },
  gzip: { meaning: 'compressed', behaviour: { kind: 'gzip' } },
  'gzip-lie': { meaning: 'says it is compressed, and is not', behaviour: { kind: 'gzip', lie: 'not-gzip' } },
  'gzip-cut': { meaning: 'compressed, ends early', behaviour: { kind: 'gzip', lie: 'cut' } },
  'gzip-corrupt': { meaning: 'compressed, broken in the middle', behaviour: { kind: 'gzip', lie: 'corrupt' } },
  announced: { meaning: 'announces 300 MB', behaviour: { kind: 'announced', bytes: 300_000_000 } },
  endless: { meaning: 'never ends', behaviour: { kind: 'endless' } },
  'camel-case': { meaning: 'fields in camelCase', behaviour: { kind: 'camel-case' } },
  'bad-rows': { meaning: 'with rows that can’t be read', behaviour: { kind: 'bad-rows' } },
  duplicates: { meaning: 'with customers twice', behaviour: { kind: 'duplicates' } },
  'unknown-license': { meaning: 'with license 7', behaviour: { kind: 'unknown-license' } },
};

/** A preset's behaviour by name; undefined when there is none of that name. */
export function presetBehaviour(name: string): Behaviour | undefined {
  return Object.hasOwn(presets, name) ? presets[name]?.behaviour : undefined;
}
