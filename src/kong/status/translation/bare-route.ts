import type { KongRoute } from '../../schema/kong-route.ts';
import type { SentRoute } from './sent-route.ts';
import type { Part } from './written-values.ts';

/** A route of Kong that asks for nothing yet, made of a part of a route. */
export function bareRoute({ status: { route } }: SentRoute, name: string, { node, field }: Part): KongRoute {
  const at = node?.at ?? route.name.at;
  return {
    name,
    at,
    field,
    protocols: { value: [], at, field: '' },
    hosts: { value: false, at, field },
    paths: [],
    methods: null,
    headers: [],
    snis: [],
    hasDestinations: false,
    stripPath: null,
    pathHandling: null,
    plugins: [],
    isPartial: false,
  };
}

/** What the controller calls it: its kind, namespace and name, and what tells it from its sisters. */
export function kongRouteName({ status: { route } }: SentRoute, ...rest: readonly (string | number)[]): string {
  return [route.kind.toLowerCase(), route.namespace ?? 'default', route.name.value, ...rest].join('.');
}

/** How a hostname stands in such a name. */
export function hostPart(hostname: string): string {
  return hostname.replaceAll('*', '_');
}
