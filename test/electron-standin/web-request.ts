/** Electron's `session.webRequest`, as far as `net.fetch` is concerned: of all its events, the one about headers. */

/** What a server has answered before the body; header values as text, by name. */
export interface ResponseHead {
  statusCode: number;
  statusLine: string;
  responseHeaders: Record<string, string[]>;
}

type Answer = Partial<ResponseHead> & { cancel?: boolean };
type Listener = (details: ResponseHead & { url: string }, answer: (changes: Answer) => void) => void;

export class WebRequest {
  #urls: string[] = [];
  #listener: Listener | null = null;

  onHeadersReceived(filter: { urls: string[] }, listener: Listener): void {
    this.#urls = filter.urls;
    this.#listener = listener;
  }

  /**
   * Not Electron's: what is left of a response's head when the app has seen it. A status line counts only with headers.
   * https://github.com/electron/electron/blob/main/shell/browser/api/electron_api_web_request.cc
   */
  async headersReceived(url: string, head: ResponseHead): Promise<ResponseHead> {
    const listener = this.#listener;
    if (!listener || !this.#urls.some((pattern) => matches(pattern, url))) return head;
    const changes = await new Promise<Answer>((resolve) => {
      listener({ ...head, url }, resolve);
    });
    if (changes.cancel) throw new Error('net::ERR_BLOCKED_BY_CLIENT');
    const { responseHeaders, statusLine = head.statusLine } = changes;
    return responseHeaders ? { ...head, statusLine, responseHeaders } : head;
  }
}

/** https://developer.chrome.com/docs/extensions/develop/concepts/match-patterns; a port may follow the host. */
function matches(pattern: string, url: string): boolean {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}$`).test(url);
}
