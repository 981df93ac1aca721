/** The secrets that GitHub may sign webhooks with, as a host keeps them. */
export interface WebhookSecretSource {
  /** The current one and, while it is rotated, the one before. Throws when there is none that protects. */
  all(): Promise<readonly string[]>;
  /** Reads them again; false when that would bring nothing new. */
  refresh(): Promise<boolean>;
}

/** Secrets that stay the same for as long as the process runs. */
export function fixedSecrets(secret: string, previous: string | null): WebhookSecretSource {
  const secrets = previous === null ? [secret] : [secret, previous];
  return { all: async () => await Promise.resolve(secrets), refresh: async () => await Promise.resolve(false) };
}

/**
 * What is wrong with a secret that should protect the webhook, as a sentence without its value; null when nothing is.
 * @param name the variable or parameter that gives it
 */
export function secretProblem(name: string, secret: string | null): string | null {
  if (secret === null)
    return `${name} must be set to the webhook secret of the app: without it anybody could send events.`;
  return secret === 'development' ? `${name} must not be "development": that is Probot's well-known default.` : null;
}
