import { GraphQLError } from 'graphql';
import { Refusal } from './faults.ts';

/** GraphQL answers a refusal with 200 and an error of a type. */
export function refusing<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new GraphQLError(error.message, { extensions: { type: error.status === 404 ? 'NOT_FOUND' : 'FORBIDDEN' } });
  }
}
