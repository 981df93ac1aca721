import type { OperationName, Operations } from '../session/operations.ts';

/** What a thread is told: the session that was open ends with the next. */
export type Request =
  | { readonly kind: 'open' }
  | { readonly kind: 'step'; readonly operation: OperationName; readonly input: Operations[OperationName]['input'] }
  | { readonly kind: 'close' };

/** The answer to a step. */
export type Answer =
  | { readonly kind: 'output'; readonly output: Operations[OperationName]['output'] }
  /** A fault of ours. */
  | { readonly kind: 'failure'; readonly message: string; readonly stack: string | undefined };
