/** The kinds of route that charts make when they are not told otherwise. */
export const [httpRoute, grpcRoute] = ['HTTPRoute', 'GRPCRoute'] as const;

/**
 * The version that a chart gives a route which takes the newest one that the cluster serves. Of TLSRoutes releases of the
 * definitions serve different ones.
 */
export const newestVersions: Readonly<Record<string, string>> = {
  [httpRoute]: 'v1',
  [grpcRoute]: 'v1',
  TCPRoute: 'v1alpha2',
  UDPRoute: 'v1alpha2',
};

/** Whether routes of a kind have hostnames. */
export function hasHostnames(kind: string): boolean {
  return kind !== 'TCPRoute' && kind !== 'UDPRoute';
}
