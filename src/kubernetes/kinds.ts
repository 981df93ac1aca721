/** Kinds of this group are the Gateway API's. */
export const gatewayGroup = 'gateway.networking.k8s.io';

/** Experimental kinds of Gateway API. */
export const experimentalGroup = 'gateway.networking.x-k8s.io';

/** Where Gateway API's kinds stood first; no bundle serves it any more. */
export const formerGroup = 'networking.x-k8s.io';

/** Kinds of this group are Kong's, whichever controller reads them. */
export const kongGroup = 'configuration.konghq.com';

/** Kinds of this group are Kong Operator's. */
export const operatorGroup = 'gateway-operator.konghq.com';

/** Kinds of this group say which kinds there are. */
export const definitionGroup = 'apiextensions.k8s.io';

/** A kind in a group; the core group is the empty one. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** What is known of a kind: all that a review needs to find, read and place its objects. */
export interface Kind extends GroupKind {
  /** `*` for every kind of the group that has no row of its own. */
  readonly kind: string;
  /** With `*`: the names of the kinds, so that a file that holds one is found by its text. Absent: none is looked for. */
  readonly names?: RegExp;
  /** Versions that are read. Absent: all. */
  readonly versions?: readonly string[];
  readonly scope: 'namespaced' | 'cluster';
  /**
   * Why an object matters to a review:
   * - `reviewed`: by itself; every file with one is read, and its cluster is reviewed;
   * - `workload`: the same, where it runs Kong or one of its controllers;
   * - `when-named`: a file with one is read once something that is read names it;
   * - `defines`: it says which kinds the cluster serves; read where it speaks of a group that is reviewed;
   * - `deploys`: a GitOps tool says what it deploys;
   * - `not-read`: it is known and never read, wherever it comes from.
   */
  readonly matters: 'reviewed' | 'workload' | 'when-named' | 'defines' | 'deploys' | 'not-read';
  /** Whether objects of one name in two places prove two clusters: a Namespace or Secret is often stated twice for one, a Gateway is not. */
  readonly provesBoundary?: boolean;
  /** Whether an object of it is an installation of Kong's. */
  readonly installsKong?: boolean;
  /** For a workload: where its Pod template stands; no steps for a Pod. */
  readonly pod?: readonly string[];
  /** What its objects name in the cluster. */
  readonly references?: readonly ReferenceField[];
  /** Where the name of a Secret stands that an object brings into its namespace: a cluster-wide one into any. */
  readonly secret?: SecretName;
}

/** A field whose value names an object of the cluster. */
export interface ReferenceField {
  /** Keys from the root of the object, `[]` behind one of a list of which each item counts: `spec.listeners[].tls`. */
  readonly path: string;
  /** `name`: the value is the name. `map`: it is a map with a `name`, which may state `group`, `kind` and `namespace` too. */
  readonly by: 'name' | 'map';
  /** What it names where it does not say otherwise. */
  readonly to: GroupKind;
}

export interface SecretName {
  /** The first of these paths that holds a string, in the notation of `ReferenceField`; with `[]`, every item names one. */
  readonly paths: readonly string[];
  /** Whether it has the name of the object where none of the paths holds one. */
  readonly orOwnName: boolean;
  /** Only objects with such an annotation make one. */
  readonly where?: RegExp;
  /** Such an annotation has it copied into other namespaces. */
  readonly copied?: RegExp;
  /** Where all labels of the Secret stand; absent where what makes it may put others there. */
  readonly labels?: readonly string[];
}

export const gatewayClass: GroupKind = { group: gatewayGroup, kind: 'GatewayClass' };
export const gateway: GroupKind = { group: gatewayGroup, kind: 'Gateway' };
export const service: GroupKind = { group: '', kind: 'Service' };
export const secret: GroupKind = { group: '', kind: 'Secret' };
export const configMap: GroupKind = { group: '', kind: 'ConfigMap' };
export const customResourceDefinition: GroupKind = { group: definitionGroup, kind: 'CustomResourceDefinition' };
export const namespaceKind: GroupKind = { group: '', kind: 'Namespace' };
export const referenceGrant: GroupKind = { group: gatewayGroup, kind: 'ReferenceGrant' };
export const kongPlugin: GroupKind = { group: kongGroup, kind: 'KongPlugin' };
export const kongClusterPlugin: GroupKind = { group: kongGroup, kind: 'KongClusterPlugin' };
export const kongConsumer: GroupKind = { group: kongGroup, kind: 'KongConsumer' };
export const kongConsumerGroup: GroupKind = { group: kongGroup, kind: 'KongConsumerGroup' };
export const kongUpstreamPolicy: GroupKind = { group: kongGroup, kind: 'KongUpstreamPolicy' };

const workload = (name: GroupKind, ...pod: readonly string[]): Kind => ({
  ...name,
  scope: 'namespaced',
  matters: 'workload',
  provesBoundary: true,
  installsKong: true,
  pod,
  references: ['containers', 'initContainers'].flatMap((list) => {
    const container = [...pod, 'spec', `${list}[]`].join('.');
    return [
      { path: `${container}.envFrom[].configMapRef`, by: 'map', to: configMap },
      { path: `${container}.env[].valueFrom.configMapKeyRef`, by: 'map', to: configMap },
    ] as const;
  }),
});

const route = (kind: string): Kind => ({
  group: gatewayGroup,
  kind,
  scope: 'namespaced',
  matters: 'reviewed',
  references: [
    { path: 'spec.parentRefs[]', by: 'map', to: gateway },
    { path: 'spec.rules[].backendRefs[]', by: 'map', to: service },
  ],
});

const installation = (kind: string): Kind => ({
  group: operatorGroup,
  kind,
  scope: 'namespaced',
  matters: 'reviewed',
  provesBoundary: true,
  installsKong: true,
});

const judged = (group: string, kind: string, names?: RegExp): Kind => ({
  group,
  kind,
  ...(names === undefined ? {} : { names }),
  scope: 'namespaced',
  matters: 'reviewed',
});

/** Where a plugin takes its configuration from, beside its own `config`. */
const configurationSecrets: readonly ReferenceField[] = [
  { path: 'configFrom.secretKeyRef', by: 'map', to: secret },
  { path: 'configPatches[].valueFrom.secretKeyRef', by: 'map', to: secret },
];

const clusterWide = (row: Kind): Kind => ({ ...row, scope: 'cluster' });

const whenNamed = (name: GroupKind): Kind => ({ ...name, scope: 'namespaced', matters: 'when-named' });

/** What makes a Secret of a name appear in the cluster. */
const makesSecret = (
  group: string,
  kind: string,
  paths: readonly string[],
  orOwnName = false,
  labels?: readonly string[],
): Kind => ({
  ...whenNamed({ group, kind }),
  secret: { paths, orOwnName, ...(labels === undefined ? {} : { labels }) },
});

/** Every kind that is known. Kinds of GitOps tools are stated by the tools themselves. */
export const kinds: readonly Kind[] = [
  {
    ...gatewayClass,
    versions: ['v1', 'v1beta1', 'v1alpha2'],
    scope: 'cluster',
    matters: 'reviewed',
    provesBoundary: true,
  },
  {
    ...gateway,
    versions: ['v1', 'v1beta1', 'v1alpha2'],
    scope: 'namespaced',
    matters: 'reviewed',
    provesBoundary: true,
    references: [
      { path: 'spec.gatewayClassName', by: 'name', to: gatewayClass },
      { path: 'spec.listeners[].tls.certificateRefs[]', by: 'map', to: secret },
    ],
    // cert-manager makes what the listeners of an annotated Gateway name.
    secret: {
      paths: ['spec.listeners[].tls.certificateRefs[].name'],
      orOwnName: false,
      where: /^cert-manager\.io\/(cluster-)?issuer$/,
    },
  },
  route('HTTPRoute'),
  route('GRPCRoute'),
  route('TLSRoute'),
  route('TCPRoute'),
  route('UDPRoute'),
  { ...referenceGrant, scope: 'namespaced', matters: 'reviewed' },
  // Kinds that are judged by the API server's rules alone, and those that are misspelt.
  judged(gatewayGroup, '*', /Route|Grant|Policy|ListenerSet|^Gateway/i),
  // Gateway API before it had a release that is still served.
  judged(formerGroup, '*'),
  clusterWide(judged(experimentalGroup, 'XMesh')),
  judged(experimentalGroup, '*', /^X[A-Z]/),
  { ...judged(kongGroup, kongPlugin.kind), references: configurationSecrets },
  clusterWide({ ...judged(kongGroup, kongClusterPlugin.kind), references: configurationSecrets }),
  {
    ...judged(kongGroup, kongConsumer.kind),
    references: [{ path: 'credentials[]', by: 'name', to: secret }],
  },
  clusterWide(judged(kongGroup, 'KongVault')),
  clusterWide(judged(kongGroup, 'KongLicense')),
  judged(kongGroup, '*', /^(Kong|TCPIngress|UDPIngress|IngressClassParameters)/),
  installation('DataPlane'),
  installation('ControlPlane'),
  installation('GatewayConfiguration'),
  { group: operatorGroup, kind: '*', names: /^(Kong|Konnect|AIGateway)/, scope: 'namespaced', matters: 'reviewed' },
  workload({ group: 'apps', kind: 'Deployment' }, 'spec', 'template'),
  workload({ group: 'apps', kind: 'DaemonSet' }, 'spec', 'template'),
  workload({ group: 'apps', kind: 'StatefulSet' }, 'spec', 'template'),
  workload({ group: '', kind: 'Pod' }),
  { ...whenNamed(service), provesBoundary: true },
  whenNamed(configMap),
  // Named by a selector of a Gateway, which may mean every one of them.
  { ...whenNamed(namespaceKind), scope: 'cluster' },
  { ...customResourceDefinition, scope: 'cluster', matters: 'defines' },
  {
    ...whenNamed(secret),
    secret: {
      paths: [],
      orOwnName: true,
      copied: /reflection-auto-enabled$|\/replicate-to|kubed\.appscode\.com\/sync|config-syncer/,
      labels: ['metadata', 'labels'],
    },
  },
  makesSecret('bitnami.com', 'SealedSecret', [], true, ['spec', 'template', 'metadata', 'labels']),
  makesSecret('cert-manager.io', 'Certificate', ['spec.secretName'], false, ['spec', 'secretTemplate', 'labels']),
  makesSecret('external-secrets.io', 'ExternalSecret', ['spec.target.name'], true),
  {
    ...makesSecret(
      'external-secrets.io',
      'ClusterExternalSecret',
      ['spec.externalSecretSpec.target.name', 'spec.externalSecretName'],
      true,
    ),
    scope: 'cluster',
  },
  makesSecret('kubernetes-client.io', 'ExternalSecret', [], true),
  makesSecret('onepassword.com', 'OnePasswordItem', [], true),
  makesSecret('ricoberger.de', 'VaultSecret', [], true),
  makesSecret('secrets.doppler.com', 'DopplerSecret', ['spec.managedSecret.name']),
  makesSecret('secrets.infisical.com', 'InfisicalSecret', ['spec.managedSecretReference.secretName']),
  makesSecret('secrets-store.csi.x-k8s.io', 'SecretProviderClass', ['spec.secretObjects[].secretName']),
  { ...makesSecret('clustersecret.io', 'ClusterSecret', [], true), scope: 'cluster' },
  makesSecret('isindir.github.com', 'SopsSecret', ['spec.secretTemplates[].name']),
  // Found by the word Secret, which stands in the names of its kinds that make one or in their `destination`.
  makesSecret('secrets.hashicorp.com', '*', ['spec.destination.name']),
];
