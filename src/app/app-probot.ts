import { Probot, type Logger } from 'probot';
import { AppOctokit } from './octokit.ts';

/** Speaks to GitHub for the app, and for its installations; receives nothing. */
export function createAppProbot(about: {
  readonly app: number;
  readonly privateKey: string;
  /** Of GitHub's REST API. */
  readonly baseUrl: string;
  readonly log: Logger;
}): Probot {
  const { app: appId, privateKey, baseUrl, log } = about;
  // No webhook arrives here; Probot would otherwise accept its well-known default.
  const secret = crypto.randomUUID();
  return new Probot({ appId, privateKey, secret, baseUrl, Octokit: AppOctokit, log });
}
