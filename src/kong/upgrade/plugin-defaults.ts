import { kongClusterPlugin, kongPlugin } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { isMap, type Value, type ValueMap } from '../../kubernetes/schema/model/value.ts';
import { stringAt } from '../../source/node.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { completedConfig } from '../plugins/judge.ts';
import { createPublishedPlugins, type PublishedPlugins } from '../plugins/published.ts';
import type { PluginSet } from '../plugins/schema.ts';
import { statedConfig } from '../status/plugins/config-value.ts';
import { pairsOf, type Difference } from './comparison.ts';

/** What Kong puts in otherwise where the configuration of a plugin says nothing, in fields that both releases have. */
export function comparePluginDefaults(before: ClusterView, after: ClusterView): readonly Difference[] {
  const plugins = pairsOf(before.objects.filter(isPlugin), after.objects.filter(isPlugin), nameOf);
  if (plugins.length === 0) return [];
  const published = createPublishedPlugins();
  const [old, now] = [setsOf(before, published), setsOf(after, published)];
  return plugins.flatMap(({ before: was, after: is }) => {
    const stated = [statedConfig(was), statedConfig(is)];
    const isStated = (path: string): boolean => stated.some((each) => at(each, path.split('.')) !== undefined);
    return fieldsIn(completed(was, old), completed(is, now)).flatMap(([field, from, to]): readonly Difference[] => {
      const place = is.name.at;
      if (isStated(field)) return [];
      return [{ area: 'plugin', about: nameOf(is), field, before: from, after: to, effect: 'changes', at: place }];
    });
  });
}

function isPlugin(object: KubeObject): boolean {
  return isOfKind(object, kongPlugin) || isOfKind(object, kongClusterPlugin);
}

/** The bundled plugins of all releases that the Kongs of a cluster may be; none where one of them is not known. */
function setsOf({ proxies }: ClusterView, published: PublishedPlugins): readonly PluginSet[] {
  const sets = proxies.map(({ plugins }) =>
    plugins.certainty === 'unknown' || !plugins.value.bundled ? [] : published.setsOf(plugins.value.release),
  );
  return sets.some((each) => each.length === 0) ? [] : sets.flat();
}

/** What each release makes of a plugin; none where one of them has no such plugin or not all of it is known. */
function completed(object: KubeObject, sets: readonly PluginSet[]): readonly ValueMap[] {
  const name = stringAt(object.root, 'plugin')?.value;
  const config = statedConfig(object);
  if (name === undefined || config === null) return [];
  const made = sets.map((set) => {
    const schema = set.plugin(name);
    return schema === null ? null : completedConfig(schema, config, set);
  });
  return made.every((each) => each !== null) ? made : [];
}

type Field = readonly [path: string, before: string, after: string];

/** Fields that have one value in every release before and another one in every release after. */
function fieldsIn([first, ...others]: readonly ValueMap[], [second, ...more]: readonly ValueMap[]): readonly Field[] {
  if (first === undefined || second === undefined) return [];
  return changed(first, second, '').filter(([path, before, after]) => {
    const isSame = (text: string) => (config: ValueMap) => textOf(at(config, path.split('.'))) === text;
    return others.every(isSame(before)) && more.every(isSame(after));
  });
}

function changed(before: ValueMap, after: ValueMap, path: string): readonly Field[] {
  return Object.entries(before).flatMap(([name, was]): readonly Field[] => {
    if (!Object.hasOwn(after, name)) return [];
    const [is, here] = [after[name], path === '' ? name : `${path}.${name}`];
    if (isMap(was) && isMap(is)) return changed(was, is, here);
    const [from, to] = [textOf(was), textOf(is)];
    return from === null || to === null || from === to ? [] : [[here, from, to]];
  });
}

function at(value: Value, [name, ...rest]: readonly string[]): Value {
  if (name === undefined) return value;
  return isMap(value) && Object.hasOwn(value, name) ? at(value[name], rest) : undefined;
}

/** Null for what is not known. */
function textOf(value: Value): string | null {
  if (value === undefined) return null;
  return value === null ? 'none' : JSON.stringify(value);
}
