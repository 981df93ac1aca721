import { fieldSpecs, type FieldSpecs } from './field-specs.ts';
import { defaultNameReferences } from './name-reference-table.ts';

const name = fieldSpecs(false, 'metadata/name');

const metadataLabels = fieldSpecs(
  true,
  `metadata/labels
  spec/template/metadata/labels                      | ReplicationController |       | v1
  spec/template/metadata/labels                      | Deployment
  spec/template/metadata/labels                      | ReplicaSet
  spec/template/metadata/labels                      | DaemonSet
  spec/template/metadata/labels                      | StatefulSet           | apps
  spec/volumeClaimTemplates[]/metadata/labels        | StatefulSet           | apps
  spec/template/metadata/labels                      | Job                   | batch
  spec/jobTemplate/metadata/labels                   | CronJob               | batch
  spec/jobTemplate/spec/template/metadata/labels     | CronJob               | batch`,
);

const createdSelectors = fieldSpecs(
  true,
  `spec/selector             | Service               |      | v1
  spec/selector             | ReplicationController |      | v1
  spec/selector/matchLabels | Deployment
  spec/selector/matchLabels | ReplicaSet
  spec/selector/matchLabels | DaemonSet
  spec/selector/matchLabels | StatefulSet           | apps`,
);

const podSelectors = ['podAffinity', 'podAntiAffinity']
  .flatMap((affinity) => [
    `spec/template/spec/affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
    `spec/template/spec/affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
  ])
  .concat('spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels')
  .flatMap((path) => [`${path} | Deployment | apps`, `${path} | StatefulSet | apps`]);

const selectors = fieldSpecs(
  false,
  `${podSelectors.join('\n')}
  spec/selector/matchLabels                   | Job                 | batch
  spec/jobTemplate/spec/selector/matchLabels  | CronJob             | batch
  spec/selector/matchLabels                   | PodDisruptionBudget | policy
  spec/podSelector/matchLabels                | NetworkPolicy       | networking.k8s.io
  spec/ingress/from/podSelector/matchLabels   | NetworkPolicy       | networking.k8s.io
  spec/egress/to/podSelector/matchLabels      | NetworkPolicy       | networking.k8s.io`,
);

/** The field specs of kustomize 5.7, used where a kustomization configures none of its own. */
export const defaultFieldSpecs: FieldSpecs = {
  namePrefix: name,
  nameSuffix: name,
  namespace: [
    ...fieldSpecs(
      true,
      `metadata/name          | Namespace
      spec/service/namespace | APIService | apiregistration.k8s.io`,
    ),
    ...fieldSpecs(
      false,
      'spec/conversion/webhook/clientConfig/service/namespace | CustomResourceDefinition | apiextensions.k8s.io',
    ),
  ],
  commonLabels: [...createdSelectors, ...selectors, ...metadataLabels],
  labels: [],
  templateLabels: metadataLabels,
  commonAnnotations: fieldSpecs(
    true,
    `metadata/annotations
    spec/template/metadata/annotations                  | ReplicationController |       | v1
    spec/template/metadata/annotations                  | Deployment
    spec/template/metadata/annotations                  | ReplicaSet
    spec/template/metadata/annotations                  | DaemonSet
    spec/template/metadata/annotations                  | StatefulSet
    spec/template/metadata/annotations                  | Job                   | batch
    spec/jobTemplate/metadata/annotations               | CronJob               | batch
    spec/jobTemplate/spec/template/metadata/annotations | CronJob               | batch`,
  ),
  images: fieldSpecs(
    true,
    `spec/containers[]/image
    spec/initContainers[]/image
    spec/volumes[]/image/reference
    spec/template/spec/containers[]/image
    spec/template/spec/initContainers[]/image
    spec/template/spec/volumes[]/image/reference`,
  ),
  replicas: fieldSpecs(
    true,
    `spec/replicas | Deployment
    spec/replicas | ReplicationController
    spec/replicas | ReplicaSet
    spec/replicas | StatefulSet`,
  ),
  nameReference: defaultNameReferences,
};
