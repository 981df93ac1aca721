/** A condition of a Gateway, a GatewayClass or a listener. */
export interface Condition {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}
