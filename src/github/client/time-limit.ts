/** Milliseconds for one request, its answer read to the end. GitHub itself gives up after ten seconds. */
const mostForRequest = 30_000;

/** A `fetch` whose requests end: one that is not answered in time fails as a broken connection does. */
export function withTimeLimit(send: typeof fetch, milliseconds = mostForRequest): typeof fetch {
  return async (input, init) => {
    const limit = AbortSignal.timeout(milliseconds);
    return await send(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
}
