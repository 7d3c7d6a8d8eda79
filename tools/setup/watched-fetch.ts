type Fetch = typeof globalThis.fetch;

/**
 * Makes a `fetch` that tells how far a download is, and ends it when nothing arrives: a slow line may take as long as it likes.
 * @param fetch the real one
 * @param silence how long nothing may arrive, in milliseconds
 * @param report is told of each tenth, in percent
 */
export function watchedFetch(fetch: Fetch, silence: number, report: (percent: number) => void): Fetch {
  return async (input, init) => {
    const { host } = new URL(input instanceof Request ? input.url : input);
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort(new Error(`nothing arrived from ${host} for ${silence / 1000} seconds`));
    }, silence);
    const response = await fetch(input, { ...init, signal: controller.signal }).catch((error: unknown) => {
      clearTimeout(timer);
      throw error === controller.signal.reason ? error : new Error(`${host} can’t be reached: ${causeOf(error)}`);
    });
    if (!response.ok || !response.body) {
      clearTimeout(timer);
      return response;
    }
    const total = Number(response.headers.get('content-length'));
    let received = 0;
    let told = 0;
    const watch = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        timer.refresh();
        received += chunk.length;
        const percent = total > 0 ? Math.floor((received / total) * 10) * 10 : 0;
        if (percent > told) report(percent);
        told = percent;
        out.enqueue(chunk);
      },
      flush() {
        clearTimeout(timer);
      },
    });
    return new Response(response.body.pipeThrough(watch), { status: response.status, headers: response.headers });
  };
}

/** `fetch` says "fetch failed" of everything; what it was is the error's cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return causeOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : error.message;
}
