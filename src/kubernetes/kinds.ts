/** How a kind is deployed: whether it has a namespace, and whether two of one name prove two clusters. */
export interface Kind {
  readonly namespaced: boolean;
  /** A Namespace or Secret is often stated twice for one cluster; a Gateway or Deployment is not. */
  readonly provesBoundary: boolean;
}

const proof: Kind = { namespaced: true, provesBoundary: true };
const plain: Kind = { namespaced: true, provesBoundary: false };
const clusterWide: Kind = { namespaced: false, provesBoundary: false };

/** Kinds a review reads, by `group/Kind` or, for groups of which everything matters, by group. */
const kinds = new Map<string, Kind>([
  ['gateway.networking.k8s.io/GatewayClass', { namespaced: false, provesBoundary: true }],
  ['gateway.networking.k8s.io/Gateway', proof],
  ['gateway.networking.k8s.io', plain],
  ['gateway-operator.konghq.com', plain],
  ['gateway-operator.konghq.com/DataPlane', proof],
  ['gateway-operator.konghq.com/ControlPlane', proof],
  ['gateway-operator.konghq.com/GatewayConfiguration', proof],
  ['/Service', proof],
  ['/Pod', proof],
  ['apps/Deployment', proof],
  ['apps/DaemonSet', proof],
  ['apps/StatefulSet', proof],
  ['/ConfigMap', plain],
  ['/Secret', plain],
  ['/Namespace', clusterWide],
  // What makes a Secret of a name appear in the cluster.
  ['cert-manager.io/Certificate', plain],
  ['external-secrets.io/ExternalSecret', plain],
  ['external-secrets.io/ClusterExternalSecret', clusterWide],
  ['bitnami.com/SealedSecret', plain],
  ['secrets.hashicorp.com', plain],
  ['isindir.github.com/SopsSecret', plain],
]);

/**
 * The commonest kind by far, and no statement of the review hangs on one: an HTTPRoute needs no feature
 * gate, and whether it attaches follows from its listener.
 */
const unneeded = 'HTTPRoute';

/** What is known of a kind, or undefined where the review has no use for it. */
export function kindOf(group: string, kind: string): Kind | undefined {
  if (kind === unneeded) return undefined;
  return kinds.get(`${group}/${kind}`) ?? (group === '' ? undefined : kinds.get(group));
}

/** What is known of a kind by some table of kinds, or undefined where it has no use for it. */
export type KindLookup = (group: string, kind: string) => Kind | undefined;

/** `gateway.networking.k8s.io` of `gateway.networking.k8s.io/v1`; empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Names of kinds a review reads, in any group; kinds of Gateway API end in one of three words. */
const kindNames = new Set(
  [...kinds.keys()].map((key) => key.slice(key.indexOf('/') + 1)).filter((name) => !name.includes('.')),
);
const operatorKind = /^(Kong|Konnect|AIGateway)|(Route|Grant|List)$/;

/**
 * Whether a YAML text may state an object of a kind that a review reads or values of Kong's charts,
 * told without parsing; `more` are names of other kinds that count. A text with no `kind` at its left edge may be one in flow style, or values.
 */
export function mayHoldKind(text: string, more: ReadonlySet<string>): boolean {
  let stated = false;
  for (const [, kind = ''] of text.matchAll(/^["']?kind["']?[ \t]*:[ \t]*["']?([A-Za-z]+)/gm)) {
    if (kindNames.has(kind) || more.has(kind) || (kind !== unneeded && operatorKind.test(kind))) return true;
    stated = true;
  }
  return !stated && (/apiVersion/.test(text) || /ingressController|servicePort|containerPort/.test(text));
}
