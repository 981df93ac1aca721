import { statusOf } from './failure.ts';
import type { Client } from './pace.ts';

/** GraphQL's types of refusal as the HTTP status REST would give, so that both are handled alike. */
const statuses: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  STALE_DATA: 409,
  UNPROCESSABLE: 422,
  INTERNAL: 500,
  SERVICE_UNAVAILABLE: 503,
};

/**
 * Sends a GraphQL document. A refusal, which GraphQL answers with 200 and an error inside, is thrown with
 * the status that REST would have; parts of an answer are not used.
 */
export async function ask<T>(
  client: Client,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  try {
    return await client.graphql<T>(document, { ...variables });
  } catch (error) {
    const type = typeOf(error);
    if (type === null) throw error;
    const message = `GitHub refused a GraphQL request: ${type}`;
    throw Object.assign(new Error(message, { cause: error }), { status: statuses[type] ?? 400 });
  }
}

/** Null for an error that is not an answer of GraphQL. */
function typeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors) || 'status' in error)
    return null;
  const types = error.errors.map((each: { readonly type?: unknown } | null) => each?.type);
  const known = types.find((type) => typeof type === 'string');
  return known ?? 'an error without a type';
}

/** As `ask`; null where GitHub does not have, or does not show, what is asked about. */
export async function askOrNull<T>(
  client: Client,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<T | null> {
  try {
    return await ask<T>(client, document, variables);
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
