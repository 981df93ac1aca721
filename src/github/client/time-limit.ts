/** Milliseconds for one request, its answer read to the end. GitHub itself gives up after ten seconds. */
const mostForRequest = 30_000;

/** GitHub leads from the old name of a repository to its id, once. */
const mostTurns = 3;

/**
 * A `fetch` whose requests end: one that is not answered in time fails as a broken connection does. None is led to
 * another server: GitHub leads from a name to an id, and whoever leads elsewhere is not to learn what is asked.
 */
export function withTimeLimit(send: typeof fetch, milliseconds = mostForRequest): typeof fetch {
  return async (input, init) => {
    const limit = AbortSignal.timeout(milliseconds);
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    let url = new URL(input instanceof Request ? input.url : input);
    for (let turn = 0; ; turn += 1) {
      const answer = await send(turn === 0 ? input : url.href, { ...init, redirect: 'manual', signal });
      const next = placeLedTo(answer, url);
      if (next === null) return answer;
      if (turn === mostTurns || next.origin !== url.origin) throw new Error('a request was led to another server');
      url = next;
    }
  };
}

/** Method and body stay as they were: a check run that is created by the old name of a repository is created. */
function placeLedTo({ status, headers }: Response, from: URL): URL | null {
  const location = headers.get('location');
  return [301, 302, 307, 308].includes(status) && location !== null ? URL.parse(location, from.href) : null;
}
