/** The part of `fetch` this client uses: Electron's `net.fetch` and Node's own `fetch` both are one. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Which request a failure's detail is about. */
export interface RequestLabel {
  method: 'GET' | 'POST';
  url: URL;
  /** The sign-in service is another server than Live Platform, with another field to check in the form. */
  purpose: 'sign-in' | 'customer-list';
}

/** Names a request for support: method, host and path. Neither user info nor a query is ever part of it. */
export function describeRequest({ method, url }: RequestLabel): string {
  return `${method} ${url.origin}${url.pathname}`;
}

/**
 * How often a body is said to be compressed. Once is usual; more multiply what a small answer unfolds to.
 */
export function countEncodings(headers: Headers): number {
  const names = headers.get('content-encoding')?.split(',') ?? [];
  return names.filter((name) => !/^\s*(identity)?\s*$/i.test(name)).length;
}

/** Whether a `Content-Type` announces a web page. */
export function isHtmlType(contentType: string | null): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}

/**
 * The first byte of a body that means something: blanks as JSON knows them (RFC 8259 §2) and a UTF-8 byte order mark
 * are passed over. Null when there is none yet.
 */
export function firstMeaningfulByte(bytes: Uint8Array): number | null {
  const passedOver = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf];
  return bytes.find((byte) => !passedOver.includes(byte)) ?? null;
}

/** `<`: where JSON was due, a web page begins. */
export const lessThanSign = 0x3c;

/** `[`: a JSON array begins. */
export const leftBracket = 0x5b;
