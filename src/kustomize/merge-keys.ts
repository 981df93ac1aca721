/**
 * How strategic merge treats the lists of Kubernetes' own kinds, after the OpenAPI document that
 * kustomize 5 carries (Kubernetes 1.21). Any other list, and every list of a custom resource, is
 * replaced whole.
 */
export type Field =
  | { readonly kind: 'map'; readonly shape: Shape }
  /** A list merged by keys; no keys means a list of scalars merged by value. */
  | { readonly kind: 'list'; readonly keys: readonly string[]; readonly items: Shape };

export type Shape = Readonly<Record<string, Field>>;

const none: Shape = {};
const map = (shape: Shape): Field => ({ kind: 'map', shape });
const list = (keys: readonly string[], items: Shape = none): Field => ({ kind: 'list', keys, items });
const conditions = map({ conditions: list(['type']) });

const metadata = map({ finalizers: list([]), ownerReferences: list(['uid']) });

const container: Shape = {
  env: list(['name']),
  ports: list(['containerPort', 'protocol']),
  volumeDevices: list(['devicePath']),
  volumeMounts: list(['mountPath']),
};

const ephemeralContainer: Shape = {
  env: list(['name']),
  volumeDevices: list(['devicePath']),
  volumeMounts: list(['mountPath']),
};

const claimTemplate = map({ volumeClaimTemplate: map({ metadata }) });

const pod: Shape = {
  containers: list(['name'], container),
  ephemeralContainers: list(['name'], ephemeralContainer),
  hostAliases: list(['ip']),
  imagePullSecrets: list(['name']),
  initContainers: list(['name'], container),
  topologySpreadConstraints: list(['topologyKey', 'whenUnsatisfiable']),
  volumes: list(['name'], { ephemeral: claimTemplate }),
};

const podTemplate = map({ metadata, spec: map(pod) });
const workload: Shape = { spec: map({ template: podTemplate }), status: conditions };
const job = map({ template: podTemplate });
const webhooks: Shape = { webhooks: list(['name']) };

const byKind: Readonly<Record<string, Shape>> = {
  APIService: { status: conditions },
  CronJob: { spec: map({ jobTemplate: map({ metadata, spec: job }) }) },
  CSINode: { spec: map({ drivers: list(['name']) }) },
  DaemonSet: workload,
  Deployment: workload,
  Job: { spec: job, status: conditions },
  MutatingWebhookConfiguration: webhooks,
  Namespace: { status: conditions },
  Node: {
    spec: map({ podCIDRs: list([]) }),
    status: map({ addresses: list(['type']), conditions: list(['type']) }),
  },
  PersistentVolumeClaim: { status: conditions },
  Pod: { spec: map(pod), status: map({ conditions: list(['type']), podIPs: list(['ip']) }) },
  PodDisruptionBudget: { status: conditions },
  PodTemplate: { template: podTemplate },
  ReplicaSet: workload,
  ReplicationController: workload,
  Service: { spec: map({ ports: list(['port', 'protocol']) }), status: conditions },
  ServiceAccount: { secrets: list(['name']) },
  StatefulSet: workload,
  ValidatingWebhookConfiguration: webhooks,
};

const shapes = new Map(Object.entries(byKind).map(([kind, shape]) => [kind, { metadata, ...shape }]));
const metadataOnly: Shape = { metadata };

/** The merge keys of a kind of Kubernetes' own; which kinds those are is for the caller to say. */
export function shapeOfKind(kind: string): Shape {
  return shapes.get(kind) ?? metadataOnly;
}
