/**
 * The kinds that kustomize knows from its built-in OpenAPI document, and which of them live
 * outside namespaces. Every other kind counts as namespaced, GatewayClass too: kustomize writes
 * `metadata.namespace` into it, and the API server drops it again. So this is no part of the table of kinds that a
 * review reads: it tells what one program does with any kind.
 */
const clusterScoped: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1': 'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1beta1': 'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiextensions.k8s.io/v1beta1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
  'apiregistration.k8s.io/v1beta1': 'APIService',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'IngressClass',
  'networking.k8s.io/v1beta1': 'IngressClass',
  'node.k8s.io/v1': 'RuntimeClass',
  'node.k8s.io/v1beta1': 'RuntimeClass',
  'policy/v1beta1': 'PodSecurityPolicy',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1beta1': 'ClusterRole ClusterRoleBinding',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'scheduling.k8s.io/v1beta1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode StorageClass VolumeAttachment',
  'storage.k8s.io/v1beta1': 'CSIDriver StorageClass VolumeAttachment',
  v1: 'ComponentStatus Namespace Node NodeProxyOptions PersistentVolume',
};

const namespaced: Readonly<Record<string, string>> = {
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2beta1': 'HorizontalPodAutoscaler',
  'autoscaling/v2beta2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'batch/v1beta1': 'CronJob',
  'coordination.k8s.io/v1': 'Lease',
  'coordination.k8s.io/v1beta1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'discovery.k8s.io/v1beta1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'events.k8s.io/v1beta1': 'Event',
  'extensions/v1beta1': 'Ingress',
  'networking.k8s.io/v1': 'Ingress NetworkPolicy',
  'networking.k8s.io/v1beta1': 'Ingress',
  'policy/v1': 'PodDisruptionBudget',
  'policy/v1beta1': 'PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1': 'Role RoleBinding',
  'rbac.authorization.k8s.io/v1beta1': 'Role RoleBinding',
  'storage.k8s.io/v1beta1': 'CSIStorageCapacity',
  v1:
    'Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ' +
    'ReplicationController ResourceQuota Secret Service ServiceAccount',
};

type Types = ReadonlyMap<string, ReadonlySet<string>>;

function typesOf(table: Readonly<Record<string, string>>): Types {
  return new Map(Object.entries(table).map(([apiVersion, kinds]) => [apiVersion, new Set(kinds.split(' '))]));
}

const clusterScopedTypes = typesOf(clusterScoped);
const namespacedTypes = typesOf(namespaced);

/** Whether kustomize is certain that a type lives outside namespaces. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  return clusterScopedTypes.get(apiVersion)?.has(kind) === true;
}

/** Whether kustomize has a schema for the type, and so merges its lists by their keys. */
export function isBuiltIn(apiVersion: string, kind: string): boolean {
  return isClusterScoped(apiVersion, kind) || namespacedTypes.get(apiVersion)?.has(kind) === true;
}
