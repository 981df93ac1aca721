import { get, stringAt, type Node } from '../../source/node.ts';
import { isLocation, type Place } from '../../source/location.ts';
import type { Service } from '../model/model.ts';
import { isRelease, valuesPrefix } from '../model/origin.ts';
import type { GatewayMove } from './gateway-moves.ts';
import type { LostSetting, LostSettings } from './kong-variables.ts';

/** Fields of a Service that GatewayConfigurations have under the same name. */
const shared = ['type', 'externalTrafficPolicy'] as const;

/** Fields of a Service for which a GatewayConfiguration has none. */
const unshared = ['loadBalancerIP', 'loadBalancerSourceRanges', 'loadBalancerClass', 'externalIPs'] as const;

/**
 * Annotations and fields of the Service in front of Kong that the Service which Kong Operator makes does not get. What
 * the charts of Kong say of it stands below `proxy`.
 */
export function lostServiceSettings({ to, before, after }: GatewayMove): LostSettings {
  if (to !== 'operator') return [];
  const options = after.managed[0]?.options ?? null;
  if (options === null) return { reason: 'its GatewayConfiguration is not in the repository' };
  const ingress = options.ingressServices;
  const infrastructure = get(after.gateway.object.root, 'spec', 'infrastructure', 'annotations');
  const has = (...path: readonly string[]): boolean => ingress.some((node) => isStated(get(node, ...path)));
  const lost = (before.services ?? []).flatMap((service): readonly LostSetting[] => {
    const { annotations, fields } = statedOf(service);
    const keys = annotations?.kind === 'map' ? [...annotations.entries.values()] : [];
    return [
      ...keys
        .filter(
          ({ key }) =>
            (isRelease(service.origin) || ofLoadBalancer.test(key)) &&
            !has('annotations', key) &&
            get(infrastructure, key) === undefined,
        )
        .map(({ key, keyAt }) => ({ name: key, at: keyAt })),
      ...shared.flatMap((field) => (has(field) ? [] : statedAt(fields, field))),
      ...unshared.flatMap((field) => statedAt(fields, field)),
    ];
  });
  return [...new Map(lost.map((setting) => [setting.name, setting])).values()];
}

/** Where a Service's annotations and fields are stated. */
function statedOf({ origin }: Service): { readonly annotations: Node | undefined; readonly fields: Node | undefined } {
  if (isRelease(origin)) {
    const proxy = get(origin.values, ...valuesPrefix(origin, 'proxy'), 'proxy');
    return { annotations: get(proxy, 'annotations'), fields: proxy };
  }
  if (!('root' in origin)) return { annotations: undefined, fields: undefined };
  return { annotations: get(origin.root, 'metadata', 'annotations'), fields: get(origin.root, 'spec') };
}

/** A field that is stated and says something else than what Kong Operator makes of it by itself. */
function statedAt(fields: Node | undefined, field: string): readonly LostSetting[] {
  const node = get(fields, field);
  const at: Place | undefined = node?.at;
  const isEmpty = node?.kind === 'list' ? node.items.length === 0 : node?.kind === 'scalar' && !node.value;
  if (node === undefined || at === undefined || isEmpty || !isLocation(at)) return [];
  const text = stringAt(node)?.value;
  const isDefault = text === 'LoadBalancer' || text === 'Cluster';
  return isDefault ? [] : [{ name: field, at }];
}

/** Annotations of a manifest may be for whoever applies it; these are for whoever makes the load balancer, and its name. */
const ofLoadBalancer =
  /load-?balancer|external-dns|metallb|service\.(?:beta\.|alpha\.)?kubernetes\.io|cloud|azure|cilium/i;

/** Whether somebody wrote it: the API server fills in the rest. */
export function isStated(node: Node | undefined): boolean {
  return node !== undefined && (node.kind === 'unknown' || isLocation(node.at));
}
