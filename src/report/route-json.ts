import type { RouteParent, RouteStatus } from '../kong/model/route-status.ts';
import { isLocation } from '../source/location.ts';

/** A route as `clusters[].routes[]` shows it. */
export function routeJson({ route, parents, served }: RouteStatus): object {
  const { kind, namespace, name, object, hostnames } = route;
  return {
    kind,
    namespace,
    name: name.value,
    path: object.path,
    line: isLocation(name.at) ? name.at.line : null,
    hostnames: hostnames.map(({ value }) => value),
    served,
    parents: parents.map(parentJson),
  };
}

function parentJson({ ref, conditions, unverified }: RouteParent): object {
  return {
    gateway: `${ref.to.namespace ?? 'default'}/${ref.to.name}`,
    sectionName: ref.sectionName?.value ?? null,
    port: ref.port?.value ?? null,
    conditions,
    unverified,
  };
}
