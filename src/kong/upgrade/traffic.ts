import { nameOf } from '../../kubernetes/object.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { KongRoute } from '../schema/kong-route.ts';
import { sentRoutes } from '../status/refusals/sent-routes.ts';
import { isTranslated, translatedRoutes } from '../status/refusals/translated.ts';
import { setupsOf } from '../status/translation/setups.ts';
import { notJudged, type Compared, type Difference } from './comparison.ts';
import { changedText, type Attribute } from './gateways.ts';
import { routePairs } from './routes.ts';

/** What Kong gets of a route in every release that the controller and Kong may be: one text for each outcome. */
interface Outcomes {
  readonly routes: ReadonlyMap<string, readonly KongRoute[]>;
  /** The versions that make it so, as one text. */
  readonly versions: string;
}

/** What a model says of the routes that certainly reach Kong, by name; one that is missing is not judged or not sent. */
function sentToKong(view: ClusterView): ReadonlyMap<string, Outcomes> {
  const found = new Map<string, Outcomes>();
  for (const controller of view.controllers) {
    const setups = setupsOf(controller) ?? [];
    const versions = JSON.stringify([controller.version, controller.proxies.map(({ version }) => version)], valuesOnly);
    for (const sent of setups.length === 0 ? [] : sentRoutes(view.routes, controller)) {
      const outcomes = setups.map((setup) =>
        isTranslated(sent, setup) ? translatedRoutes(sent, setup).map(({ route }) => route) : [],
      );
      const routes = new Map(outcomes.map((each) => [contentOf(each), each]));
      found.set(nameOf(sent.status.route.object), { routes, versions });
    }
  }
  return found;
}

/** Facts without the places where they are written. */
function valuesOnly(key: string, value: unknown): unknown {
  return key === 'at' || key === 'from' || key === 'certainty' ? undefined : value;
}

/** Without the places where it is written. */
function contentOf(routes: readonly KongRoute[]): string {
  return JSON.stringify(routes, (key, value: unknown) => (key === 'at' || key === 'field' ? undefined : value));
}

/** What Kong gets of routes that are sent in both models. Where several releases are possible, they must all agree. */
export function compareTraffic(before: ClusterView, after: ClusterView): Compared {
  const [old, now] = [sentToKong(before), sentToKong(after)];
  const differences: Difference[] = [];
  const doubts: string[] = [];
  for (const { before: earlier, after: later } of routePairs(before.routes, after.routes)) {
    const about = nameOf(later.route.object);
    const [was, is] = [old.get(about), now.get(about)];
    if (was === undefined || is === undefined) {
      if (isAccepted(earlier) && isAccepted(later))
        doubts.push('the controller or its Kong is none whose translation of routes is known');
      continue;
    }
    if ([...was.routes.keys()].some((text) => is.routes.has(text))) {
      const isOpen = was.versions !== is.versions && (was.routes.size > 1 || is.routes.size > 1);
      if (isOpen) doubts.push('the patch releases that the versions may stand for differ in it');
      continue;
    }
    const at = later.route.name.at;
    differences.push(...attributesOf(was, is).map((each) => ({ area: 'traffic' as const, about, at, ...each })));
  }
  return { differences, notJudged: notJudged('traffic', doubts) };
}

function isAccepted({ parents }: ClusterView['routes'][number]): boolean {
  return parents.some(({ acceptance }) => acceptance === 'Accepted');
}

const parts: Readonly<Record<string, (route: KongRoute) => readonly string[]>> = {
  'protocols in Kong': ({ protocols }) => protocols.value,
  'paths in Kong': ({ paths }) => paths.flatMap(({ sent }) => sent),
  'methods in Kong': ({ methods }) => methods?.value ?? [],
  'headers in Kong': ({ headers }) => headers.map(({ name }) => name.value),
  'SNIs in Kong': ({ snis }) => snis.map(({ value }) => value),
  'plugins of filters': ({ plugins }) => plugins.map(({ plugin }) => plugin),
};

/** Which parts differ can be told where there is one outcome on both sides. */
function attributesOf(before: Outcomes, after: Outcomes): readonly Attribute[] {
  const [first, ...others] = [...before.routes.values()];
  const [second, ...more] = [...after.routes.values()];
  const isOne = others.length === 0 && more.length === 0;
  const found = isOne && first && second ? partsOf(first, second) : [];
  return found.length > 0 ? found : changedText('routes in Kong', 'as they were', 'other ones');
}

function partsOf(before: readonly KongRoute[], after: readonly KongRoute[]): readonly Attribute[] {
  const textOf = (routes: readonly KongRoute[], part: (route: KongRoute) => readonly string[]): string =>
    [...new Set(routes.flatMap(part))].join(', ') || 'none';
  return [
    ...changedText('routes in Kong', String(before.length), String(after.length)),
    ...Object.entries(parts).flatMap(([field, part]) => changedText(field, textOf(before, part), textOf(after, part))),
  ];
}
