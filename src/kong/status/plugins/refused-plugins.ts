import { keyPlace, valuePlace } from '../../../admission/places.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { pathText, type ValueMap } from '../../../kubernetes/schema/model/value.ts';
import { nearestName } from '../../../source/nearest-name.ts';
import { stringAt } from '../../../source/node.ts';
import { atLeast } from '../../model/image.ts';
import type { Controller } from '../../model/model.ts';
import type { PluginSetup } from '../../model/plugin-setup.ts';
import type { PlacedRefusal, RefusedPlugin } from '../../model/refused-plugin.ts';
import { refusalsOf, type Binding } from '../../plugins/judge.ts';
import type { PublishedPlugins } from '../../plugins/published.ts';
import type { Refusal } from '../../plugins/refusal.ts';
import type { PluginSet } from '../../plugins/schema.ts';
import { statedConfig } from './config-value.ts';
import { reachOf } from './reach.ts';
import { namedPlugins, type NamedPluginObject, type PluginSources } from './named-plugins.ts';

/** The plugins that are sent to a Kong without a database which refuses them, one for each object and controller. */
export function refusedPlugins(sources: PluginSources, published: PublishedPlugins): readonly RefusedPlugin[] {
  const byObject = Map.groupBy(namedPlugins(sources), ({ object }) => object);
  return [...byObject.values()].flatMap((named) => {
    const byController = Map.groupBy(named, ({ controller }) => controller);
    return [...byController].flatMap(([controller, each]) => refused(controller, each, published) ?? []);
  });
}

function refused(
  controller: Controller,
  named: readonly NamedPluginObject[],
  published: PublishedPlugins,
): RefusedPlugin | null {
  const [first] = named;
  const setups = setupsOf(controller);
  const reach = reachOf(controller);
  if (first === undefined || setups === null || reach === null) return null;
  const { object } = first;
  const plugin = stringAt(object.root, 'plugin')?.value;
  const config = statedConfig(object);
  if (plugin === undefined || /[{}$<>%]/.test(plugin) || config === null) return null;
  const bindings = [...new Set(named.flatMap(({ binding }) => binding ?? []))];
  const found = setups.flatMap((setup) => published.setsOf(setup.release).map((set) => ({ setup, set })));
  if (found.length === 0) return null;
  const answers = found.flatMap(({ setup, set }) =>
    waysToFill(controller).map((fills) => answer(plugin, config, bindings, { setup, set, fills })),
  );
  const all = causes(agreed(answers)).flatMap((refusal) => placed(object, refusal) ?? []);
  // Where its code fails Kong names no object that the controller could leave out.
  const refusals = reach === 'everything' ? all : all.filter(({ problem }) => problem.kind !== 'crash');
  const binds = refusals.find(({ problem }) => problem.kind === 'binding')?.problem;
  const namer = binds?.kind === 'binding' ? named.find(({ binding }) => binding === binds.to) : first;
  const kong = `Kong ${[...new Set(setups.map(({ release }) => release))].join(' and ')}`;
  const namedBy = namer?.namedBy ?? null;
  return refusals.length === 0 ? null : { object, plugin, controller, kong, reach, namedBy, refusals };
}

/** What the Kongs of a controller have, where all of them are known. */
function setupsOf({ proxies, startFailures, kind }: Controller): readonly PluginSetup[] | null {
  if (kind !== 'kic' || startFailures.length > 0) return null;
  const setups = proxies.flatMap(({ plugins }) => (plugins.certainty === 'unknown' ? [] : [plugins.value]));
  return setups.length > 0 && setups.length === proxies.length ? setups : null;
}

/** How the controller fills a configuration in is known of 3.5; what others do is taken to be that or nothing. */
function waysToFill({ version }: Controller): readonly boolean[] {
  return version.certainty === 'known' && atLeast(version.value, '3.5') ? [true] : [true, false];
}

type Answer = Refusal | { readonly path: Refusal['path']; readonly problem: PlacedRefusal['problem'] };

function answer(
  plugin: string,
  config: ValueMap,
  bindings: readonly Binding[],
  { setup, set, fills }: { readonly setup: PluginSetup; readonly set: PluginSet; readonly fills: boolean },
): readonly Answer[] {
  if (setup.others.includes(plugin)) {
    // Named one by one, they are the bundled ones.
    if (setup.bundled || set.plugin(plugin) === null) return [];
  } else if (!setup.bundled || set.plugin(plugin) === null) {
    const known = setup.bundled ? [...set.names, ...setup.others] : setup.others;
    return [{ path: ['plugin'], problem: { kind: 'not-enabled', nearest: nearestName(plugin, known) } }];
  }
  const schema = set.plugin(plugin);
  return schema === null ? [] : refusalsOf(schema, config, bindings, set, fills);
}

/** What every Kong that it may be refuses. */
function agreed([first = [], ...others]: readonly (readonly Answer[])[]): readonly Answer[] {
  const key = ({ path, problem }: Answer): string => JSON.stringify([path, problem.kind]);
  const keys = others.map((answers) => new Set(answers.map(key)));
  return first.filter((each) => keys.every((known) => known.has(key(each))));
}

/** Without what follows from a key that is misspelt. */
function causes(answers: readonly Answer[]): readonly Answer[] {
  const meant = new Set(
    answers.flatMap(({ path, problem }) =>
      problem.kind === 'unknown-field' && problem.nearest !== null
        ? [[...path.slice(0, -1), problem.nearest].join('.')]
        : [],
    ),
  );
  return answers.filter(({ path, problem }) => {
    if (problem.kind === 'missing') return !meant.has(path.join('.'));
    return problem.kind !== 'together' || !problem.fields.some((name) => meant.has([...path, name].join('.')));
  });
}

function placed(object: KubeObject, { path, problem }: Answer): PlacedRefusal | null {
  const { root } = object;
  const whole = path.length === 0 ? ['plugin'] : path;
  const at = (problem.kind === 'unknown-field' ? keyPlace(root, whole) : null) ?? valuePlace(root, whole);
  return at === null ? null : { at, field: pathText(whole), path: whole, problem };
}
