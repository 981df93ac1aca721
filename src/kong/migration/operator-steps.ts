import { labelOfSecret, secretSourcesOf } from '../../gatewayapi/secret.ts';
import type { Release } from '../../gitops/model/release.ts';
import { get, listAt, stringAt } from '../../source/node.ts';
import { isLocation, type Place } from '../../source/location.ts';
import { operatorGroup } from '../../kubernetes/kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { atLeast } from '../model/image.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { Controller, GatewayStatus } from '../model/model.ts';

/** A release of Kong Operator that a change moves to another one. */
export interface OperatorMove {
  /** Null where the base has no operator: its Gateways were the ingress controller's. */
  readonly from: string | null;
  readonly to: string;
  readonly controller: Controller;
}

/** The one operator of head with its release, and that of base; null where one of them is not known. */
export function operatorMove(before: ClusterView, after: ClusterView): OperatorMove | null {
  const [now, another] = operatorsOf(after);
  const [old, second] = operatorsOf(before);
  if (now === undefined || another !== undefined || second !== undefined) return null;
  const [to, from] = [releaseOf(now), old === undefined ? null : releaseOf(old)];
  if (to === null || (old !== undefined && from === null) || from === to) return null;
  return { from, to, controller: now };
}

function operatorsOf({ controllers }: ClusterView): readonly Controller[] {
  return controllers.filter(({ kind }) => kind === 'operator');
}

function releaseOf({ version }: Controller): string | null {
  return version.certainty === 'unknown' ? null : version.value;
}

/** Whether a move reaches a release that the base had not reached. */
export function reaches({ from, to }: OperatorMove, release: string): boolean {
  return atLeast(to, release) && (from === null || !atLeast(from, release));
}

/** Secrets of listeners that are to have a label, and of which nothing here tells whether they have it. */
export function secretsToLabel(
  { controller }: OperatorMove,
  { gateways, objects }: ClusterView,
): { readonly label: string; readonly names: readonly string[] } | null {
  const label = controller.operator?.secretLabel;
  if (label === undefined || label.certainty === 'unknown' || label.value === null) return null;
  const key = label.value;
  const sources = objects.flatMap(secretSourcesOf);
  const named = gateways.filter(({ implementation }) => implementation === 'operator').flatMap(secretsOf);
  const open = named.filter((secret) => {
    const made = sources.filter(({ name, namespace }) => secret === `${namespace ?? 'default'}/${name}`);
    return made.length === 0 || made.some((source) => labelOfSecret(source, key) === undefined);
  });
  return open.length === 0 ? null : { label: key, names: [...new Set(open)] };
}

function secretsOf({ gateway }: GatewayStatus): readonly string[] {
  const refs = gateway.listeners.flatMap(({ tls }) => tls?.certificateRefs ?? []);
  return refs.flatMap(({ to, unknownPart }) => (unknownPart === null ? `${to.namespace ?? 'default'}/${to.name}` : []));
}

/** A release of the chart with the newer name, where the base has one with the older name, and Helm brings its definitions. */
export function adoptedDefinitions(before: ClusterView, after: ClusterView): Release | null {
  const isOld = ({ release }: ClusterView['releases'][number]): boolean => release.chart === 'kong/gateway-operator';
  if (!before.releases.some(isOld) || after.releases.some(isOld)) return null;
  const now = after.releases.find(({ release }) => release.chart === 'kong/kong-operator')?.release;
  const wanted = get(now?.values, 'ko-crds', 'enabled');
  const isOff = wanted?.kind === 'unknown' || (wanted?.kind === 'scalar' && wanted.value === false);
  return now === undefined || isOff || now.declaration.appliesDefinitions === true ? null : now;
}

/** A part of the controller's Deployment in an object of v1beta1, which has none from 2.0 on. */
export interface FormerDeployment {
  readonly object: KubeObject;
  readonly at: Place;
  /** The variable, or `envFrom`, for which the object cannot be converted; null where it can be. */
  readonly obstacle: string | null;
}

const pods: ReadonlyMap<string, readonly string[]> = new Map([
  ['GatewayConfiguration', ['spec', 'controlPlaneOptions', 'deployment']],
  ['ControlPlane', ['spec', 'deployment']],
]);

/** Variables that the conversion reads. Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/api/gateway-operator/v1beta1/controlplane_conversion.go */
const converted =
  /^CONTROLLER_(?:FEATURE_GATES|ENABLE_CONTROLLER_\w+|ENABLE_REVERSE_SYNC|GATEWAY_DISCOVERY_READINESS_CHECK_(?:INTERVAL|TIMEOUT)|INIT_CACHE_SYNC_DURATION|COMBINED_SERVICES_FROM_DIFFERENT_HTTPROUTES|USE_LAST_VALID_CONFIG_FOR_FALLBACK|ENABLE_DRAIN_SUPPORT|KONNECT_\w+)$/;

/** What GatewayConfigurations and ControlPlanes of v1beta1 say of the Pod of the controller. */
export function formerDeployments({ objects }: ClusterView): readonly FormerDeployment[] {
  return objects.flatMap((object): readonly FormerDeployment[] => {
    const path = object.apiVersion === `${operatorGroup}/v1beta1` ? pods.get(object.kind) : undefined;
    const pod = path === undefined ? undefined : get(object.root, ...path);
    if (pod === undefined || !isLocation(pod.at)) return [];
    const [first] = listAt(pod, 'podTemplateSpec', 'spec', 'containers');
    const from = get(first, 'envFrom');
    const borrowed = listAt(first, 'env').find(
      (item) => get(item, 'valueFrom') !== undefined && converted.test(stringAt(item, 'name')?.value ?? ''),
    );
    const obstacle = from === undefined ? (stringAt(borrowed, 'name')?.value ?? null) : 'envFrom';
    return [{ object, at: from?.at ?? borrowed?.at ?? pod.at, obstacle }];
  });
}

/** Definitions of Gateway API that Helm does not bring to a cluster which has some. */
export interface DefinitionsToApply {
  /** The least that a release of the operator reads, `1.6`. */
  readonly release: string;
  /** Whether something tells that older ones are there; else nothing tells. */
  readonly areOlder: boolean;
}

/** What a release of the operator reads, where Helm lets an older one be; null where it is there. */
export function definitionsToApply(
  move: OperatorMove,
  { gatewayApi, releases }: ClusterView,
): DefinitionsToApply | null {
  const needed = reaches(move, '2.3') ? '1.6' : reaches(move, '2.2') ? '1.5' : null;
  const installed = releases.find(
    ({ release }) => release.chart === 'kong/kong-operator' && release.declaration.appliesDefinitions !== true,
  );
  if (needed === null || move.from === null || installed === undefined) return null;
  const { stated, bundles } = gatewayApi;
  // What the chart brings only counts where there was nothing.
  const others = bundles.filter(
    ({ at, version }) => version !== null || at.path !== installed.release.declaration.at.path,
  );
  const known = stated === null ? others.map(({ version }) => version) : [stated.version];
  if (known.some((version) => version === null || atLeast(version, needed))) return null;
  return { release: needed, areOlder: known.length > 0 };
}
