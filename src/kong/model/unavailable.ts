/** A failure of a listener that is certain where its conditions cannot be predicted in full. */
export interface Unavailable {
  readonly lacks: 'protocol' | 'port';
  /** The condition that says so; its reason is null where only the status is certain. */
  readonly condition: {
    /** `Detached` until 2.8. */
    readonly type: 'Accepted' | 'Detached';
    readonly status: 'True' | 'False';
    readonly reason: string | null;
  };
}

/** What any port can offer: Kong's own protocols, and those of a Service. */
const protocols: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP', 'SCTP']);

/** Whether a release of the controller can serve a listener of the protocol at all. */
export function isServable(protocol: string): boolean {
  return protocols.has(protocol);
}
