import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { readPlugins } from '../../../gatewayapi/read-plugins.ts';
import type { PluginRef } from '../../../gatewayapi/route.ts';
import { kongConsumer, kongConsumerGroup, kongGroup } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { Targets, identityOf } from '../../../kubernetes/targets.ts';
import { stringAt } from '../../../source/node.ts';
import { isSeen } from '../../model/is-seen.ts';
import type { Controller } from '../../model/model.ts';
import type { TwinProblem } from '../../model/refused-entity.ts';
import type { PublishedPlugins } from '../../plugins/published.ts';
import { isPlugin, meant, sentConsumers, translatedIngresses, type PluginSources } from '../plugins/named-plugins.ts';
import { usable } from '../routes/draft.ts';
import type { SentRoute } from '../translation/sent-route.ts';
import type { Refused } from './refused.ts';

/** Plugins that are sent for one entity of Kong's. */
interface Bound {
  readonly on: Extract<TwinProblem, { kind: 'plugin-twice' }>['on'];
  readonly object: KubeObject;
  readonly refs: readonly PluginRef[];
}

type Sources = PluginSources & { readonly holdsEvery: HoldsEvery };

/**
 * Plugins of one type on one route, Service or consumer: to Kong they are one plugin, declared twice.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/kongstate/kongstate.go
 */
export function twinPlugins(
  sent: readonly SentRoute[],
  controller: Controller,
  sources: Sources,
  published: PublishedPlugins,
): readonly Refused[] {
  const plugins = sources.objects.filter(isPlugin);
  if (plugins.length === 0) return [];
  const targets = new Targets(plugins, identityOf);
  const bounds = [...sent.flatMap(ofRoute), ...ofIngresses(controller, sources), ...ofConsumers(controller, sources)];
  const found = bounds.flatMap((bound) => twinsOf(bound, controller, targets, sources, published));
  const seen = new Set<string>();
  return found.filter(({ object, field, problem }) => {
    const key = JSON.stringify([object.path, object.kind, object.namespace, object.name.value, field, problem]);
    return !seen.has(key) && seen.add(key);
  });
}

/** A route binds the plugins of its annotation and those of each rule; the Services behind it bind theirs. */
function ofRoute({ status, rules }: SentRoute): readonly Bound[] {
  const { route, plugins, backends } = status;
  const whole = plugins.filter(({ rule, fault }) => rule === null && fault === null).map(({ ref }) => ref);
  const ofRules = [...rules].map((index) => {
    const own = plugins.filter(({ rule, fault }) => rule === index && fault === null).map(({ ref }) => ref);
    return [...whole, ...(route.rules[index]?.matches === 0 ? [] : own)];
  });
  const services = usable(backends).flatMap(({ ref, service, isAssumed }) =>
    service !== null && !isAssumed && rules.has(ref.rule) && 'root' in service.origin ? [service.origin] : [],
  );
  return [
    ...ofRules.map((refs): Bound => ({ on: 'route', object: route.object, refs })),
    ...[...new Set(services)].map((object): Bound => ({ on: 'service', object, refs: readPlugins(object).plugins })),
  ];
}

function ofIngresses(controller: Controller, { ingresses }: Sources): readonly Bound[] {
  return translatedIngresses(ingresses)
    .filter(({ controllers }) => controllers.includes(controller))
    .flatMap(({ object, services }) => [
      { on: 'route', object, refs: readPlugins(object).plugins },
      ...services.map((each): Bound => ({ on: 'service', object: each, refs: readPlugins(each).plugins })),
    ]);
}

function ofConsumers(controller: Controller, sources: Sources): readonly Bound[] {
  return sentConsumers(controller, sources).map((object): Bound => ({
    on: 'consumer',
    object,
    refs: readPlugins(object).plugins,
  }));
}

function twinsOf(
  { on, object, refs }: Bound,
  controller: Controller,
  targets: Targets<KubeObject>,
  sources: Sources,
  published: PublishedPlugins,
): readonly Refused[] {
  const named = refs.flatMap((ref) => {
    const plugin = ref.namespace === null ? meant(ref, object.namespace, controller, targets) : null;
    const type = plugin === null ? undefined : stringAt(plugin.root, 'plugin')?.value;
    if (plugin === null || type === undefined || /[{}$<>%]/.test(type)) return [];
    return sources.admission.refusalOf(plugin) === null && isSeen(plugin, controller) ? [{ ref, plugin, type }] : [];
  });
  return [...Map.groupBy(named, ({ type }) => type)].flatMap(([type, same]) => {
    const repeated = same.findIndex(({ plugin }, index) => same.slice(0, index).some((each) => each.plugin === plugin));
    const second = same[repeated > 0 ? repeated : 1];
    const first = same.find((each) => (repeated > 0 ? each.plugin === second?.plugin : true));
    if (first === undefined || second === undefined) return [];
    const isCertain = repeated > 0 || isAlwaysTwice(type, controller, published);
    const pair = [first.plugin, second.plugin];
    if (pair.some(isFilledElsewhere) || (!isCertain && isNamedElsewhere(pair, on, sources))) return [];
    return [
      {
        object,
        problem: { kind: 'plugin-twice', plugin: type, names: [first.ref.name, second.ref.name], on },
        at: second.ref.at,
        field: `plugins.${type}`,
        related: [...new Set(pair)].map(({ name }) => ({ at: name.at, what: 'the-other-plugin' })),
        isLikely: !isCertain && !holdsConsumers(object.namespace, sources),
        isAskedBefore: false,
      } satisfies Refused,
    ];
  });
}

/** Plugins that no consumer takes: one who names them makes it no better. */
function isAlwaysTwice(type: string, { proxies }: Controller, published: PublishedPlugins): boolean {
  const sets = proxies.flatMap(({ plainRelease }) =>
    plainRelease.certainty === 'unknown' ? [] : published.setsOf(plainRelease.value),
  );
  return sets.length > 0 && sets.every((set) => set.plugin(type)?.takesNo.includes('consumer') === true);
}

/** A plugin whose configuration stands in a Secret is not sent where that is missing. */
function isFilledElsewhere({ root }: KubeObject): boolean {
  return root.entries.has('configFrom') || root.entries.has('configPatches');
}

/** Consumers that name a plugin take it from the route for themselves, so that two of one type need not meet. */
function isNamedElsewhere(
  pair: readonly KubeObject[],
  on: Bound['on'],
  { objects, routes, ingresses }: Sources,
): boolean {
  const names = new Set(pair.map(({ name }) => name.value));
  const namers = objects.filter(({ group, kind }) => group === kongGroup && /^KongConsumer(Group)?$/.test(kind));
  const leading = [...routes.map(({ route }) => route.object), ...ingresses.map(({ object }) => object)];
  const others = on === 'consumer' ? leading : namers;
  return [...others, ...(on === 'consumer' ? objects.filter(({ kind }) => kind === 'Service') : [])].some((object) =>
    readPlugins(object).plugins.some(({ name }) => names.has(name)),
  );
}

function holdsConsumers(namespace: string | null, { holdsEvery }: Sources): boolean {
  return [kongConsumer, kongConsumerGroup].every((kind) => holdsEvery(kind, namespace));
}
