import type { OperationName, Operations } from '../session/operations.ts';

/** What a thread is told: a step of the session that it serves, or that the session ends. */
export type Request =
  | { readonly kind: 'step'; readonly operation: OperationName; readonly input: Operations[OperationName]['input'] }
  | { readonly kind: 'close' };

/** The answer to a step. */
export type Answer =
  | { readonly kind: 'output'; readonly output: Operations[OperationName]['output'] }
  /** A fault of ours. */
  | { readonly kind: 'failure'; readonly message: string; readonly stack: string | undefined };
