import { mayHideObjects } from '../../gitops/model/absence.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Controller, GatewayStatus } from '../../kong/model/model.ts';
import { clusterRole, clusterRoleBinding, gatewayGroup } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { firstLocation, type Location } from '../../source/location.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';

/** A controller that could read Gateways before a change, and cannot after it. */
export interface PermissionTaken {
  readonly controller: Controller;
  /** The ClusterRole that let it. */
  readonly role: string;
  readonly at: Location;
  /** What whoever renders the chart that made the role would have to tell Helm; null where no chart of Kong's made it. */
  readonly untold: string | null;
  /** The Gateways that it reconciled otherwise. */
  readonly gateways: readonly GatewayStatus[];
}

/**
 * Controllers whose ClusterRole loses the rules about Gateways, as when a chart is rendered once more without being told
 * which kinds the cluster has. Nothing is said where another role may let the controller read them, as Roles of the
 * namespaces that it watches do, or the role goes as a whole: it may have gone elsewhere.
 */
export function permissionsTaken(cluster: ClusterView, before: ClusterView | undefined): readonly PermissionTaken[] {
  if (before === undefined || mayHideObjects(cluster) || cluster.objects.some(letsReadGateways)) return [];
  return cluster.controllers.flatMap((controller): readonly PermissionTaken[] => {
    const gateways = cluster.gateways.filter(
      (status) => status.controller?.id === controller.id && status.withoutStatus === null && status.refusal === null,
    );
    if (controller.kind !== 'kic' || gateways.length === 0 || !watchesAll(controller)) return [];
    const [account, old] = [cluster, before].map((view) => accountOf(view, controller));
    if (account === undefined || account === null || account !== old) return [];
    const now = rolesOf(cluster, account);
    const had = rolesOf(before, account);
    if (now === null || had === null) return [];
    const role = now.find(({ name }) => had.some((each) => each.name.value === name.value && letsReadGateways(each)));
    const at = role && firstLocation(get(role.root, 'rules')?.at ?? role.name.at, role.name.at);
    if (role === undefined || at === undefined) return [];
    const label = stringAt(role.root, 'metadata', 'labels', 'helm.sh/chart')?.value ?? '';
    const untold = /^(?:kong|ingress|controller)-\d/.test(label) ? `${gatewayGroup}/v1` : null;
    return [{ controller, role: role.name.value, at, untold, gateways }];
  });
}

/** One that watches some namespaces asks in each of them, where a Role is enough. */
function watchesAll({ watchNamespaces }: Controller): boolean {
  return watchNamespaces.certainty !== 'unknown' && watchNamespaces.value === null;
}

/** `namespace/name` of the ServiceAccount that a controller of a manifest runs as; null where that is not told. */
function accountOf({ objects }: ClusterView, { workload }: Controller): string | null {
  const [object, ...others] = objects.filter(
    ({ name, namespace, root }) =>
      name.value === workload.name &&
      (namespace ?? 'default') === (workload.namespace ?? 'default') &&
      get(root, 'spec', 'template', 'spec') !== undefined,
  );
  const account = stringAt(object?.root, 'spec', 'template', 'spec', 'serviceAccountName')?.value;
  return account === undefined || others.length > 0 ? null : `${object?.namespace ?? 'default'}/${account}`;
}

/** The ClusterRoles that a ServiceAccount has in the whole cluster; null where one of them is not in the tree. */
function rolesOf({ objects }: ClusterView, account: string): readonly KubeObject[] | null {
  const roles = new Map(objects.filter((each) => isOfKind(each, clusterRole)).map((each) => [each.name.value, each]));
  const bindings = objects.filter((each) => isOfKind(each, clusterRoleBinding) && binds(each, account));
  const found = bindings.map(({ root }) => roles.get(stringAt(root, 'roleRef', 'name')?.value ?? ''));
  return found.includes(undefined) ? null : found.flatMap((role) => role ?? []);
}

/** Groups count too: each of them may hold the account. */
function binds({ root }: KubeObject, account: string): boolean {
  const subjects = get(root, 'subjects');
  return (
    subjects?.kind === 'unknown' ||
    listAt(subjects).some((subject) => {
      const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((key) => stringAt(subject, key)?.value);
      if (kind === 'ServiceAccount') return `${namespace ?? ''}/${name ?? ''}` === account;
      return kind !== 'User';
    })
  );
}

/** Whether a ClusterRole, or one that is put together of others, lets whoever has it list and watch Gateways. */
function letsReadGateways(object: KubeObject): boolean {
  if (!isOfKind(object, clusterRole)) return false;
  const rules = get(object.root, 'rules');
  if (rules?.kind === 'unknown' || get(object.root, 'aggregationRule') !== undefined) return true;
  return listAt(rules).some(
    (rule) =>
      holds(rule, 'apiGroups', gatewayGroup) && holds(rule, 'resources', 'gateways') && holds(rule, 'verbs', 'watch'),
  );
}

function holds(rule: Node, key: string, value: string): boolean {
  const list = get(rule, key);
  if (rule.kind === 'unknown' || list?.kind === 'unknown') return true;
  return listAt(list).some((item) => item.kind === 'unknown' || [value, '*'].includes(stringAt(item)?.value ?? ''));
}
