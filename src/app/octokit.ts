import { ProbotOctokit } from 'probot';
import { withTimeLimit } from '../github/client/time-limit.ts';

const quiet = (): undefined => undefined;

type Options = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/**
 * Probot's Octokit without five of its habits: it waits out a rate limit of an hour, sends creates again
 * after a 5xx, logs the bodies of requests, waits for ever for an answer, and asks github.com for tokens
 * whatever server the app belongs to. Pace and retries are `keepPace`'s.
 */
export const AppOctokit = ProbotOctokit.defaults((options: Options) => ({
  ...options,
  ...reachingOnly(options),
  throttle: { ...options.throttle, enabled: false },
  retry: { enabled: false },
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
}));

/** All requests, those for tokens included, to the one server and with a time limit. */
function reachingOnly({ baseUrl, request, auth }: Options): Options {
  const own = (request ?? {}) as { readonly fetch?: typeof fetch };
  const limited = { ...own, fetch: withTimeLimit(own.fetch ?? fetch) };
  if (!isStrategy(auth)) return { request: limited };
  const defaults = { ...(baseUrl === undefined ? {} : { baseUrl }), request: limited };
  return { request: limited, auth: { ...auth, request: auth.request.defaults(defaults) } };
}

/** The options of Probot's strategy, which sends the requests for tokens by itself. */
function isStrategy(auth: unknown): auth is { readonly request: { defaults(options: object): unknown } } {
  return typeof auth === 'object' && auth !== null && 'request' in auth;
}
