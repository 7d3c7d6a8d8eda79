import { randomBytes, randomUUID } from 'node:crypto';

/** What the token endpoint insists on. */
export interface Credentials {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  scope: string;
}

/** A JSON answer. */
export interface JsonAnswer {
  status: number;
  body: unknown;
}

interface Refusal {
  status: number;
  error: string;
  text: string;
}

/** Entra ID's refusals by AADSTS number (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const refusals: Record<number, Refusal> = {
  90002: {
    status: 400,
    error: 'invalid_request',
    text: "Tenant '…' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  900144: {
    status: 400,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '…'.",
  },
  70003: { status: 400, error: 'unsupported_grant_type', text: 'The app requested an unsupported grant type.' },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    text: "Application with identifier '…' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  7000215: {
    status: 401,
    error: 'invalid_client',
    text: 'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to the app.',
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    text: 'The provided client secret keys are expired. Create new keys for your app, or consider using certificate credentials for added security.',
  },
  70011: {
    status: 400,
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid.",
  },
  1002012: {
    status: 400,
    error: 'invalid_scope',
    text: 'The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
  7000112: {
    status: 401,
    error: 'unauthorized_client',
    text: "Application '…' is disabled.",
  },
  900023: {
    status: 400,
    error: 'invalid_request',
    text: "Specified tenant identifier '…' is neither a valid DNS name, nor a valid external domain.",
  },
  53003: {
    status: 400,
    error: 'access_denied',
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  500011: {
    status: 400,
    error: 'invalid_resource',
    text: 'The resource principal was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant.',
  },
};

/** The refusal with this number, in Entra ID's shape; a number it does not know is an invalid request. */
export function refuse(number: number, now: number): JsonAnswer {
  const { status, error, text } = refusals[number] ?? { status: 400, error: 'invalid_request', text: 'Refused.' };
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = new Date(now).toISOString().replace('T', ' ').replace(/\..*/, 'Z');
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${text}\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
  };
}

/** Which refusal a token request earns, in the order Entra ID looks; undefined when it is right. */
function objection(tenant: string, form: Record<string, string>, expected: Credentials): number | undefined {
  const { grant_type, client_id, client_secret, scope } = form;
  if (tenant !== expected.tenantId) return 90002;
  if (grant_type === undefined || client_id === undefined) return 900144;
  if (grant_type !== 'client_credentials') return 70003;
  if (client_id !== expected.clientId) return 700016;
  if (scope === undefined || !/^(api|https):\/\/\S+$/.test(scope)) return 70011;
  if (!scope.endsWith('/.default')) return 1002012;
  if (client_secret !== expected.clientSecret) return 7000215;
  return scope === expected.scope ? undefined : 500011;
}

/** Issues tokens and knows which of them are still good. */
export interface TokenIssuer {
  /** Answers `POST /{tenant}/oauth2/v2.0/token`. */
  answer(tenant: string, form: Record<string, string>): JsonAnswer;
  accepts(token: string): boolean;
  /** No token issued so far is good any more. */
  revoke(): void;
}

/** How tokens are issued. */
export interface IssuerOptions {
  lifetimeSeconds: number;
  /** What each token begins with. */
  mark: string;
  now: () => number;
}

/** A token endpoint as strict as Entra ID: tenant, grant, client, scope and secret must all be right. */
export function createTokenIssuer(expected: Credentials, { lifetimeSeconds, mark, now }: IssuerOptions): TokenIssuer {
  const expiries = new Map<string, number>();
  return {
    answer(tenant, form) {
      const number = objection(tenant, form, expected);
      if (number !== undefined) return refuse(number, now());
      const token = `${mark}${randomBytes(48).toString('base64url')}`;
      expiries.set(token, now() + lifetimeSeconds * 1000);
      const lifetime = { expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds };
      return { status: 200, body: { token_type: 'Bearer', ...lifetime, access_token: token } };
    },
    accepts: (token) => now() < (expiries.get(token) ?? 0),
    revoke: () => {
      expiries.clear();
    },
  };
}
