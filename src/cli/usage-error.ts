/** The command was called wrongly, or its input cannot be used: one sentence for stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
