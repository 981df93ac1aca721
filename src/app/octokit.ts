import { ProbotOctokit } from 'probot';

const quiet = (): undefined => undefined;

type Options = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/**
 * Probot's Octokit without three of its habits: it waits out a rate limit of an hour, sends creates again
 * after a 5xx, and logs the bodies of requests. Pace and retries are `keepPace`'s.
 */
export const AppOctokit = ProbotOctokit.defaults((options: Options) => ({
  ...options,
  throttle: { ...options.throttle, enabled: false },
  retry: { enabled: false },
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
}));
