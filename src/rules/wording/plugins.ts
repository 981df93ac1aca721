import type { Outcome, Related } from '../../finding.ts';
import type { PluginReference } from '../../kong/model/plugin-reference.ts';
import { ingress } from '../../kubernetes/kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { firstLocation, type Location } from '../../source/location.ts';
import { stringAt } from '../../source/node.ts';
import { outcomeOf } from './outcomes.ts';
import { relatedAt } from './places.ts';
import { shortName } from '../../source/shortened.ts';

/** `key-auth`, or null where its object does not state one. */
export function pluginType(plugin: KubeObject | null): string | null {
  const type = plugin === null ? undefined : stringAt(plugin.root, 'plugin')?.value;
  return type === undefined ? null : shortName(type);
}

type Naming = Pick<PluginReference, 'ref' | 'namer' | 'as' | 'routes'>;

/** Where an object names a plugin. */
export function namingPlace({ ref, namer }: Naming): Location | undefined {
  return firstLocation(ref.at, namer.name.at);
}

/** `HTTPRoute shop/web names`, `HTTPRoute shop/web and 2 more name`. */
export function whoNames(references: readonly Naming[]): string {
  const namers = [...new Set(references.map(({ namer }) => namer))];
  const [first] = namers;
  if (first === undefined) return 'nobody names';
  return namers.length === 1 ? `${nameOf(first)} names` : `${nameOf(first)} and ${namers.length - 1} more name`;
}

/** What comes of it where a plugin does not act for those that name it. */
export function withoutPlugin(references: readonly Naming[], type: string | null): Outcome {
  const routes = new Set(references.flatMap((each) => each.routes));
  const plugin = type ?? 'the plugin';
  const isIngress = [...routes].every(({ kind }) => kind === ingress.kind);
  const what = isIngress ? ['the Ingress', 'Ingresses'] : ['the route', 'routes'];
  const who = routes.size === 1 ? `${what[0]} is` : `${routes.size} ${what[1]} are`;
  return outcomeOf(
    'without-plugin',
    routes.size > 0
      ? `${who} served without ${plugin}`
      : `requests of the ${consumers(references)} pass without ${plugin}`,
  );
}

function consumers(references: readonly Naming[]): string {
  const isGroup = references.every(({ as }) => as === 'consumer-group');
  const one = isGroup ? 'consumer group' : 'consumer';
  return references.length === 1 ? one : `${references.length} ${one}s`;
}

/** The first ones stand for all of them. */
const mostNamed = 4;

/** The other objects that name the same plugin, and the routes of a Service that does. */
export function othersNaming([first, ...others]: readonly Naming[]): readonly Related[] {
  if (first === undefined) return [];
  const behind = first.as === 'service' ? first.routes : [];
  const routes = behind.flatMap((route) =>
    relatedAt(route.name.at, `${nameOf(route)} leads to ${nameOf(first.namer)}`),
  );
  const namers = others.flatMap((each) => relatedAt(namingPlace(each), `${nameOf(each.namer)} names it too`));
  return [...namers, ...routes].slice(0, mostNamed);
}
