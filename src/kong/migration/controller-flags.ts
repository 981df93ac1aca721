import { get } from '../../source/node.ts';
import { isLocation, type Place } from '../../source/location.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { Container } from '../model/workload.ts';
import type { GatewayMove } from './gateway-moves.ts';
import { isStated } from './service-settings.ts';

/** A flag of the ingress controller that Kong Operator is not given. */
export interface LostFlag {
  /** Without dashes in front. */
  readonly flag: string;
  readonly at: Place;
  /** The field of `controlPlaneOptions` that does the same, or null where nothing does. */
  readonly field: string | null;
}

/**
 * Fields of `controlPlaneOptions` by the flag that does the same.
 * Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/api/gateway-operator/v1beta1/controlplane_conversion.go
 */
const fields: ReadonlyMap<string, string> = new Map([
  ['feature-gates', 'featureGates'],
  ['ingress-class', 'ingressClass'],
  ['watch-namespace', 'watchNamespaces'],
  ['combined-services-from-different-httproutes', 'translation.combinedServicesFromDifferentHTTPRoutes'],
  ['use-last-valid-config-for-fallback', 'translation.fallbackConfiguration.useLastValidConfig'],
  ['enable-drain-support', 'translation.drainSupport'],
  ['enable-reverse-sync', 'dataplaneSync.reverseSync'],
  ['init-cache-sync-duration', 'cache.initSyncDuration'],
  ['gateway-discovery-readiness-check-interval', 'gatewayDiscovery.readinessCheckInterval'],
  ['gateway-discovery-readiness-check-timeout', 'gatewayDiscovery.readinessCheckTimeout'],
  ['dump-config', 'configDump.state'],
  ['dump-sensitive-config', 'configDump.dumpSensitive'],
  ['konnect-disable-consumers-sync', 'konnect.consumersSync'],
  ['konnect-licensing-enabled', 'konnect.licensing.state'],
  ['konnect-initial-license-polling-period', 'konnect.licensing.initialPollingPeriod'],
  ['konnect-license-polling-period', 'konnect.licensing.pollingPeriod'],
  ['konnect-license-storage-enabled', 'konnect.licensing.storageState'],
  ['konnect-refresh-node-period', 'konnect.nodeRefreshPeriod'],
  ['konnect-upload-config-period', 'konnect.configUploadPeriod'],
]);

/** What is on in Kong Operator unless somebody switches it off. */
const onByDefault: readonly string[] = ['enable-drain-support', 'combined-services-from-different-httproutes'];

/** What Kong Operator settles by itself for each Gateway: how Kong is reached, what is published, who leads. */
const settled =
  /^(?:kong-admin-|publish-|election-|apiserver-|admission-webhook-|gateway-api-controller-name$|gateway-to-reconcile$|kubeconfig$|health-probe-|metrics-)/;

/** The flags and variables that somebody gave the controller of a Gateway, and that have no effect where it moves to. */
export function lostFlags({ to, before, after }: GatewayMove, { workloads }: ClusterView): readonly LostFlag[] {
  const { controller } = before;
  const options = after.managed[0]?.options ?? null;
  if (to !== 'operator' || controller === null || options === null) return [];
  const containers = workloads
    .filter(({ id }) => id === controller.id)
    .flatMap((workload) => workload.containers.filter(({ role }) => role === 'ingress-controller'));
  return containers.flatMap(givenTo).flatMap(({ flag, value, at }): readonly LostFlag[] => {
    const field = flag.startsWith('enable-controller-') ? 'controllers' : (fields.get(flag) ?? null);
    const isSet = field !== null && isStated(get(options.controlPlane, ...field.split('.')));
    const isNeedless =
      settled.test(flag) ||
      (flag === 'feature-gates' && hasSameGates(before, after)) ||
      (onByDefault.includes(flag) && value === 'true');
    return isSet || isNeedless ? [] : [{ flag, at, field }];
  });
}

/** Whether the operator knows every gate as the controller did; that of alpha kinds opens nothing there. */
function hasSameGates(before: GatewayMove['before'], after: GatewayMove['after']): boolean {
  const [was, is] = [before.controller?.featureGates, after.controller?.featureGates];
  if (was === undefined || is === undefined || was.certainty === 'unknown' || is.certainty === 'unknown') return true;
  const now = is.value;
  return [...was.value].every(([gate, on]) => gate === 'GatewayAlpha' || on === (now.get(gate) ?? false));
}

interface GivenFlag {
  readonly flag: string;
  /** Null where it is not known. */
  readonly value: string | null;
  readonly at: Place;
}

function givenTo({ env, args }: Container): readonly GivenFlag[] {
  const variables = [...env].flatMap(([name, given]) => {
    const isComposed = given.kind === 'value' && given.node === null;
    if (!name.startsWith('CONTROLLER_') || isComposed || !isLocation(given.at)) return [];
    const flag = name.slice('CONTROLLER_'.length).toLowerCase().replaceAll('_', '-');
    return [{ flag, value: given.kind === 'value' ? given.value : null, at: given.at }];
  });
  const words = args.flatMap(({ value, at }) => {
    const [, flag, , given] = /^--([a-z][a-z0-9-]*)(=(.*))?$/s.exec(value) ?? [];
    return flag === undefined || !isLocation(at) ? [] : [{ flag, value: given ?? null, at }];
  });
  return [...variables, ...words];
}
