import type { FieldSpec } from './field-path.ts';
import { fieldSpecs, type NameReference } from './field-specs.ts';

/** Where each workload keeps its pod. */
const podPaths: Readonly<Record<string, string>> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

const withTemplates = ['Pod', 'PodTemplate', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'];
const withoutTemplates = ['Pod', 'Deployment', 'ReplicationController', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'];

function inPods(kinds: readonly string[], fields: readonly string[]): FieldSpec[] {
  return kinds.flatMap((kind) =>
    fieldSpecs(false, fields.map((field) => `${podPaths[kind] ?? ''}/${field} | ${kind}`).join('\n')),
  );
}

const configMaps = [
  'volumes/configMap/name',
  'volumes/projected/sources/configMap/name',
  'containers/env/valueFrom/configMapKeyRef/name',
  'initContainers/env/valueFrom/configMapKeyRef/name',
  'containers/envFrom/configMapRef/name',
  'initContainers/envFrom/configMapRef/name',
];

const secrets = [
  'volumes/secret/secretName',
  'volumes/projected/sources/secret/name',
  'containers/env/valueFrom/secretKeyRef/name',
  'initContainers/env/valueFrom/secretKeyRef/name',
  'containers/envFrom/secretRef/name',
  'initContainers/envFrom/secretRef/name',
  'imagePullSecrets/name',
];

const scaled = fieldSpecs(false, 'spec/scaleTargetRef/name | HorizontalPodAutoscaler');
const roleNames = fieldSpecs(
  false,
  `rules/resourceNames | Role
  rules/resourceNames | ClusterRole`,
);
const rbac = 'rbac.authorization.k8s.io';

/** Kustomize's `nameReference`: the fields that follow when an object of the kind is renamed. */
export const defaultNameReferences: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({ kind, fields: scaled })),
  {
    kind: 'ConfigMap',
    version: 'v1',
    fields: [
      ...inPods(withTemplates, configMaps),
      ...fieldSpecs(false, 'spec/configSource/configMap | Node'),
      ...roleNames,
      ...fieldSpecs(
        false,
        String.raw`metadata/annotations/nginx.ingress.kubernetes.io\/fastcgi-params-configmap | Ingress`,
      ),
    ],
  },
  {
    kind: 'Secret',
    version: 'v1',
    fields: [
      ...inPods(withTemplates, secrets),
      ...fieldSpecs(
        false,
        String.raw`spec/tls/secretName | Ingress
        metadata/annotations/ingress.kubernetes.io\/auth-secret | Ingress
        metadata/annotations/nginx.ingress.kubernetes.io\/auth-secret | Ingress
        metadata/annotations/nginx.ingress.kubernetes.io\/auth-tls-secret | Ingress
        imagePullSecrets/name | ServiceAccount
        parameters/secretName | StorageClass
        parameters/adminSecretName | StorageClass
        parameters/userSecretName | StorageClass
        parameters/secretRef | StorageClass
        spec/template/spec/containers/env/valueFrom/secretKeyRef/name | Service | serving.knative.dev | v1
        spec/azureFile/secretName | PersistentVolume`,
      ),
      ...roleNames,
    ],
  },
  {
    kind: 'Service',
    version: 'v1',
    fields: fieldSpecs(
      false,
      `spec/serviceName | StatefulSet | apps
      spec/rules/http/paths/backend/serviceName | Ingress
      spec/backend/serviceName | Ingress
      spec/rules/http/paths/backend/service/name | Ingress
      spec/defaultBackend/service/name | Ingress
      spec/service/name | APIService | apiregistration.k8s.io
      webhooks/clientConfig/service | ValidatingWebhookConfiguration | admissionregistration.k8s.io
      webhooks/clientConfig/service | MutatingWebhookConfiguration | admissionregistration.k8s.io`,
    ),
  },
  { kind: 'Role', group: rbac, fields: fieldSpecs(false, `roleRef/name | RoleBinding | ${rbac}`) },
  {
    kind: 'ClusterRole',
    group: rbac,
    fields: fieldSpecs(false, `roleRef/name | RoleBinding | ${rbac}\nroleRef/name | ClusterRoleBinding | ${rbac}`),
  },
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fields: [
      ...fieldSpecs(false, `subjects | RoleBinding | ${rbac}\nsubjects | ClusterRoleBinding | ${rbac}`),
      ...inPods(withoutTemplates, ['serviceAccountName']),
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    fields: inPods(withoutTemplates, ['volumes/persistentVolumeClaim/claimName']),
  },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    fields: fieldSpecs(false, 'spec/volumeName | PersistentVolumeClaim\nrules/resourceNames | ClusterRole'),
  },
  {
    kind: 'StorageClass',
    group: 'storage.k8s.io',
    version: 'v1',
    fields: fieldSpecs(
      false,
      `spec/storageClassName | PersistentVolume
      spec/storageClassName | PersistentVolumeClaim
      spec/volumeClaimTemplates/spec/storageClassName | StatefulSet`,
    ),
  },
  {
    kind: 'PriorityClass',
    group: 'scheduling.k8s.io',
    version: 'v1',
    fields: inPods(withoutTemplates, ['priorityClassName']),
  },
  {
    kind: 'ValidatingAdmissionPolicy',
    group: 'admissionregistration.k8s.io',
    fields: fieldSpecs(false, 'spec/policyName | ValidatingAdmissionPolicyBinding | admissionregistration.k8s.io'),
  },
];
