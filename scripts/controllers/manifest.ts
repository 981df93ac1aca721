/** A manifest, or a part of one, as data. */
export type Manifest = Readonly<Record<string, unknown>>;

/** The entries that have a value. */
export function present(entries: Manifest): Manifest {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

export const gatewayApi = 'gateway.networking.k8s.io';

export const namespaces = ['kong', 'edge', 'team-a', 'team-b'] as const;

/** Hostnames that meet in every way in which two can: equal, below, above, beside, with several labels for `*`. */
export const hostnames = [
  'a.com', 'x.a.com', 'x.a.com', '*.a.com', '*.a.com', '*.x.a.com', 'x.a.y.a.com', 'x.a.y.a.com', 'b.com', '*.com',
] as const; // prettier-ignore
