import { EventEmitter } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { behaviourSchema, type Behaviour } from './behaviours.ts';
import { specificationCustomers, type SimulatedCustomer } from './customers.ts';
import { createTokenIssuer, refuse, type Credentials } from './entra.ts';
import { listRows } from './list-body.ts';
import { perform, send, signInPage, type Answer } from './perform.ts';

/** What to sign in with unless told otherwise: well known, and good for nothing else. */
export const developmentCredentials: Credentials & { accessToken: string } = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  clientSecret: 'development-only-client-secret',
  scope: 'api://33333333-3333-4333-8333-333333333333/.default',
  accessToken: 'development-only-access-token',
};

export interface SimulatorOptions {
  /** On 127.0.0.1; 0, the default, takes any free one. */
  port?: number;
  /** The specification's 35 unless given. */
  customers?: SimulatedCustomer[];
  /** How long every answer of the two endpoints is held back, in milliseconds. */
  latency?: number;
  credentials?: Partial<Credentials & { accessToken: string }>;
  /** How long a token is good; 3599, as with Entra ID, unless given. */
  tokenLifetimeSeconds?: number;
  /** What each issued token begins with, for tests that look for tokens where none may be. */
  tokenMark?: string;
  /** Epoch milliseconds; by this clock tokens run out. */
  now?: () => number;
}

export type Endpoint = 'token' | 'customers';

/** What was asked, for assertions. */
export interface SimulatedRequest {
  endpoint: Endpoint | 'other';
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The fields of a form that was sent. */
  form: Record<string, string>;
  /** Ends when the exchange has: true if the whole answer went out, false if the connection broke first. */
  answered: Promise<boolean>;
}

const changeSchema = v.strictObject({ token: v.optional(behaviourSchema), customers: v.optional(behaviourSchema) });

/** New behaviours, by endpoint; an endpoint that is not named stays as it is. */
export type BehaviourChange = v.InferOutput<typeof changeSchema>;

export interface Simulator extends Credentials {
  /** `http://127.0.0.1:port` */
  url: string;
  /** What a person types as Service Provider URL. */
  serviceProviderUrl: string;
  authority: string;
  /** A ready-made access token, which never runs out. */
  accessToken: string;
  requests: SimulatedRequest[];
  /** The next request to one endpoint, as soon as it has arrived. */
  arrival(endpoint: Endpoint): Promise<SimulatedRequest>;
  /** The requests to one endpoint so far. */
  asked(endpoint: Endpoint): SimulatedRequest[];
  set(change: BehaviourChange): void;
  setCustomers(customers: SimulatedCustomer[]): void;
  /** Every token issued so far is rejected from now on. */
  revokeTokens(): void;
  /** Breaks every connection and stops listening. */
  close(): Promise<void>;
}

const customerPath = '/tenantui/api/v2/customer';

/**
 * Starts a Live Platform on loopback: Entra ID's token endpoint and the customer list, as in the API's description,
 * over real HTTP. Strict about what it is asked, and as faulty as it is told to be. `GET /simulator` tells what it
 * holds, `POST /simulator` with `{"customers": {"kind": "status", "status": 503}}` changes how it behaves while it
 * runs.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, latency = 0, tokenLifetimeSeconds = 3599, tokenMark = '', now = Date.now } = options;
  const credentials = { ...developmentCredentials, ...options.credentials };
  const issuer = createTokenIssuer(credentials, { lifetimeSeconds: tokenLifetimeSeconds, mark: tokenMark, now });
  const requests: SimulatedRequest[] = [];
  const behaviours: Record<Endpoint, Behaviour> = { token: { kind: 'good' }, customers: { kind: 'good' } };
  const closing = new AbortController();
  const arrivals = new EventEmitter<Record<SimulatedRequest['endpoint'], [SimulatedRequest]>>();
  let customers = options.customers ?? specificationCustomers();
  /** The list as last written out: large ones take a while. */
  let written: { customers: SimulatedCustomer[]; kind: Behaviour['kind']; body: Uint8Array } | null = null;

  function set(change: BehaviourChange): void {
    if (change.token !== undefined) behaviours.token = change.token;
    if (change.customers !== undefined) behaviours.customers = change.customers;
  }

  /** The behaviour for one answer; counts down `times`. */
  function take(endpoint: Endpoint): Behaviour {
    const behaviour = behaviours[endpoint];
    if (behaviour.times === undefined) return behaviour;
    const left = behaviour.times - 1;
    behaviours[endpoint] = left === 0 ? { kind: 'good' } : { ...behaviour, times: left };
    return behaviour;
  }

  function listBody(behaviour: Behaviour): Uint8Array {
    if (written?.customers !== customers || written.kind !== behaviour.kind) {
      const body = Buffer.from(JSON.stringify(listRows(customers, behaviour)));
      written = { customers, kind: behaviour.kind, body };
    }
    return written.body;
  }

  function customerAnswer(request: IncomingMessage, behaviour: Behaviour): Answer {
    if (request.method !== 'GET') return jsonAnswer(405, { message: 'Method not allowed.' });
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (token !== credentials.accessToken && !issuer.accepts(token)) {
      const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
      return { ...jsonAnswer(401, { message: 'Authorization has been denied for this request.' }), headers };
    }
    return { status: 200, body: listBody(behaviour) };
  }

  function tokenAnswer(tenant: string, form: Record<string, string>, behaviour: Behaviour): Answer {
    const answer = behaviour.kind === 'refusal' ? refuse(behaviour.number, now()) : issuer.answer(tenant, form);
    return jsonAnswer(answer.status, answer.body);
  }

  function describe(): unknown {
    const asked = (endpoint: Endpoint) => requests.filter((request) => request.endpoint === endpoint).length;
    return { customers: customers.length, behaviours, asked: { token: asked('token'), customers: asked('customers') } };
  }

  function change(response: ServerResponse, body: string): void {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.check(isNoList), changeSchema), body);
    if (parsed.success) {
      set(parsed.output);
      send(response, jsonAnswer(200, describe()));
    } else {
      send(response, jsonAnswer(400, { problems: parsed.issues.map((issue) => issue.message) }));
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? '';
    const tenant = method === 'POST' ? /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(pathname)?.[1] : undefined;
    const endpoint = tenant !== undefined ? 'token' : pathname === customerPath ? 'customers' : 'other';
    const finished = Promise.withResolvers<boolean>();
    const gone = new AbortController();
    response.on('close', () => {
      finished.resolve(response.writableFinished);
      gone.abort();
    });
    const body = await text(request);
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
    const form = Object.fromEntries(new URLSearchParams(isForm ? body : ''));
    const { headers } = request;
    const arrived: SimulatedRequest = { endpoint, method, path: pathname, headers, form, answered: finished.promise };
    requests.push(arrived);
    arrivals.emit(endpoint, arrived);

    if (pathname === '/simulator' && method === 'POST') {
      change(response, body);
    } else if (pathname === '/simulator') {
      send(response, jsonAnswer(200, describe()));
    } else if (endpoint === 'other') {
      const isPage = ['/', '/sign-in', '/tenantui', '/tenantui/'].includes(pathname);
      send(response, { status: isPage ? 200 : 404, headers: { 'content-type': 'text/html' }, body: signInPage });
    } else {
      const signal = AbortSignal.any([closing.signal, gone.signal]);
      const behaviour = take(endpoint);
      const good =
        endpoint === 'token'
          ? tokenAnswer(decodeURIComponent(tenant ?? ''), form, behaviour)
          : customerAnswer(request, behaviour);
      if (latency > 0) await delay(latency, undefined, { signal });
      const secret = form['client_secret'] ?? /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      await perform(behaviour, response, good, signal, pathname, secret);
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The other side went away, or the simulator was closed, in the middle of an answer.
      if (response.destroyed || closing.signal.aborted) return;
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const listeningPort = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://127.0.0.1:${listeningPort}`;

  return {
    ...credentials,
    url,
    serviceProviderUrl: url,
    authority: url,
    requests,
    arrival: (endpoint) =>
      new Promise((resolve) => {
        arrivals.once(endpoint, resolve);
      }),
    asked: (endpoint) => requests.filter((request) => request.endpoint === endpoint),
    set,
    setCustomers: (list) => {
      customers = list;
    },
    revokeTokens: () => {
      issuer.revoke();
    },
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** To valibot, a list is an object without fields. */
function isNoList(value: unknown): boolean {
  return !Array.isArray(value);
}

function jsonAnswer(status: number, body: unknown): Answer {
  return { status, body: Buffer.from(JSON.stringify(body)) };
}
