import type { GroupKind, Kind, ReferenceField } from './kind.ts';

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
export const konnectGroup = 'konnect.konghq.com';

/** What connects Kong to Konnect, and what Kong Operator signs in to Konnect with. */
export const konnectExtension: GroupKind = { group: konnectGroup, kind: 'KonnectExtension' };
export const konnectSignIn: GroupKind = { group: konnectGroup, kind: 'KonnectAPIAuthConfiguration' };

export const definitionGroup = 'apiextensions.k8s.io';

export const gatewayClass: GroupKind = { group: gatewayGroup, kind: 'GatewayClass' };
export const gateway: GroupKind = { group: gatewayGroup, kind: 'Gateway' };
export const service: GroupKind = { group: '', kind: 'Service' };
export const secret: GroupKind = { group: '', kind: 'Secret' };
export const configMap: GroupKind = { group: '', kind: 'ConfigMap' };
export const customResourceDefinition: GroupKind = { group: definitionGroup, kind: 'CustomResourceDefinition' };
export const namespaceKind: GroupKind = { group: '', kind: 'Namespace' };
export const referenceGrant: GroupKind = { group: gatewayGroup, kind: 'ReferenceGrant' };
export const ingress: GroupKind = { group: 'networking.k8s.io', kind: 'Ingress' };
export const ingressClass: GroupKind = { group: 'networking.k8s.io', kind: 'IngressClass' };
/** Kinds of this group say who may do what. */
const permissionGroup = 'rbac.authorization.k8s.io';

export const clusterRole: GroupKind = { group: permissionGroup, kind: 'ClusterRole' };
export const clusterRoleBinding: GroupKind = { group: permissionGroup, kind: 'ClusterRoleBinding' };
export const kongPlugin: GroupKind = { group: kongGroup, kind: 'KongPlugin' };
export const kongClusterPlugin: GroupKind = { group: kongGroup, kind: 'KongClusterPlugin' };
export const kongConsumer: GroupKind = { group: kongGroup, kind: 'KongConsumer' };
export const kongReferenceGrant: GroupKind = { group: kongGroup, kind: 'KongReferenceGrant' };
export const kongConsumerGroup: GroupKind = { group: kongGroup, kind: 'KongConsumerGroup' };
export const backendTlsPolicy: GroupKind = { group: gatewayGroup, kind: 'BackendTLSPolicy' };
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
  {
    ...judged(gatewayGroup, backendTlsPolicy.kind),
    references: [
      { path: 'spec.targetRefs[]', by: 'map', to: service },
      { path: 'spec.validation.caCertificateRefs[]', by: 'map', to: configMap },
    ],
  },
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
  {
    ...judged(konnectExtension.group, konnectExtension.kind),
    references: [{ path: 'spec.clientAuth.certificateSecret.secretRef', by: 'map', to: secret }],
  },
  {
    ...judged(konnectSignIn.group, konnectSignIn.kind),
    references: [{ path: 'spec.secretRef', by: 'map', to: secret }],
  },
  workload({ group: 'apps', kind: 'Deployment' }, 'spec', 'template'),
  workload({ group: 'apps', kind: 'DaemonSet' }, 'spec', 'template'),
  workload({ group: 'apps', kind: 'StatefulSet' }, 'spec', 'template'),
  workload({ group: '', kind: 'Pod' }),
  { ...whenNamed(service), provesBoundary: true },
  whenNamed(configMap),
  {
    ...whenNamed(ingress),
    speaksOfKong: true,
    versions: ['v1'],
    references: ['spec.rules[].http.paths[].backend.service', 'spec.defaultBackend.service'].map((path) => ({
      path,
      by: 'map',
      to: service,
    })),
  },
  { ...whenNamed(ingressClass), speaksOfKong: true, versions: ['v1'], scope: 'cluster' },
  // What lets a controller read its kinds.
  { ...clusterWide(whenNamed(clusterRole)), speaksOfKong: true, versions: ['v1'] },
  { ...clusterWide(whenNamed(clusterRoleBinding)), speaksOfKong: true, versions: ['v1'] },
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
