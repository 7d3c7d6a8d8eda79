/** The part of `fetch` this client uses; both Electron's `net.fetch` and Node's own `fetch` fit it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Which request a failure's detail is about. */
export interface RequestLabel {
  method: 'GET' | 'POST';
  url: URL;
  /** The sign-in service is not Live Platform's server, and has its own field in the form. */
  purpose: 'sign-in' | 'customer-list';
}

/** Names a request for support: method, host and path, never user info or a query. */
export function describeRequest({ method, url }: RequestLabel): string {
  return `${method} ${url.origin}${url.pathname}`;
}

/** How many times a body is said to be compressed. Once is usual; more let a small response expand enormously. */
export function countEncodings(headers: Headers): number {
  const names = headers.get('content-encoding')?.split(',') ?? [];
  return names.filter((name) => !/^\s*(identity)?\s*$/i.test(name)).length;
}

/** Whether a `Content-Type` announces a web page. */
export function isHtmlType(contentType: string | null): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}

/** The first byte of a body after JSON white space (RFC 8259 §2) and a UTF-8 byte order mark. Null when there is none yet. */
export function firstMeaningfulByte(bytes: Uint8Array): number | null {
  const passedOver = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf];
  return bytes.find((byte) => !passedOver.includes(byte)) ?? null;
}

/** `<`: a web page begins, where JSON was expected. */
export const lessThanSign = 0x3c;

/** `[`: a JSON array begins. */
export const leftBracket = 0x5b;
