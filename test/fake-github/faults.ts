/** Something that goes wrong with one request. */
export type Fault =
  /** GitHub answers with an error. `applied` says whether the request was carried out all the same. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly applied?: boolean;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** GraphQL answers with 200 and these errors, and carries nothing out. */
  | {
      readonly kind: 'errors';
      readonly errors: readonly { readonly type?: string; readonly message: string }[];
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection breaks, before or after the request was carried out. */
  | { readonly kind: 'cut'; readonly applied?: boolean }
  /** The answer arrives in part. */
  | { readonly kind: 'truncated' }
  /** Something in between answers with a page. */
  | { readonly kind: 'html'; readonly status: number }
  /** No answer comes, for as long as the caller waits. */
  | { readonly kind: 'silence' };

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub refuses: thrown by the routes. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly unknown[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors: readonly unknown[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found');

export const invalid = (...errors: readonly unknown[]): Refusal => new Refusal(422, 'Validation Failed', errors);
