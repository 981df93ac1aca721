/** The kinds of route that charts make when they are not told otherwise. */
export const [httpRoute, grpcRoute] = ['HTTPRoute', 'GRPCRoute'] as const;

/**
 * The version that a chart gives a route which takes the newest one that the cluster serves. Of TLSRoutes it is the one
 * of most releases of the definitions; of objects that charts make, admission counts another one that is served as meant.
 */
export const newestVersions: Readonly<Record<string, string>> = {
  [httpRoute]: 'v1',
  [grpcRoute]: 'v1',
  TCPRoute: 'v1alpha2',
  TLSRoute: 'v1alpha2',
  UDPRoute: 'v1alpha2',
};

/** Whether routes of a kind have hostnames. */
export function hasHostnames(kind: string): boolean {
  return kind !== 'TCPRoute' && kind !== 'UDPRoute';
}
