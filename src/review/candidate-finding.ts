import type { Config } from '../config/config.ts';
import type { Related, Severity } from '../finding.ts';
import type { ClusterView } from '../kong/model/model.ts';
import type { Clash, Observation, Rule, TreeView } from '../rules/model/rule.ts';
import type { ValueChange } from '../source/change.ts';
import { firstLocation, type Location, type Place } from '../source/location.ts';
import { controllerPlace } from '../rules/wording/places.ts';
import { fingerprint } from './fingerprint.ts';
import { nameOf } from '../kubernetes/object.ts';

/** A finding before it has a status, a place in the change and a proven suggestion. */
export interface CandidateFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly cluster: string;
  readonly message: string;
  readonly at: Location;
  readonly related: readonly Related[];
  readonly restsOn: readonly Place[];
  readonly changes: readonly (readonly ValueChange[])[];
  readonly resource: string;
  readonly field: string;
  readonly fingerprint: string;
}

/** The clusters of one tree, and what stood in them before: decides which of two clashing objects came first. */
export interface RuleInput {
  readonly clusters: readonly ClusterView[];
  readonly before: readonly ClusterView[];
  readonly tree: TreeView;
}

/** Every candidate that the enabled rules draw from a scene, each fingerprint once, by path, line, column and rule. */
export function candidateFindings(scene: RuleInput, rules: readonly Rule[], config: Config): CandidateFinding[] {
  const seen = new Map<string, number>();
  const candidates: CandidateFinding[] = [];
  for (const rule of rules) {
    const severity = config.rules.get(rule.id) ?? rule.severity;
    if (severity === 'off') continue;
    for (const [cluster, observation] of observationsOf(rule, scene)) {
      const same = fingerprint(cluster, rule.id, observation.resource, observation.field);
      const count = (seen.get(same) ?? 0) + 1;
      seen.set(same, count);
      candidates.push(
        candidateOf(rule.id, severity, cluster, observation, count === 1 ? same : fingerprint(same, String(count))),
      );
    }
  }
  return candidates.toSorted(byPlace);
}

function candidateOf(
  rule: string,
  severity: Severity,
  cluster: string,
  observation: Observation,
  print: string,
): CandidateFinding {
  const { message, at, related = [], restsOn = [], changes = [], resource, field } = observation;
  return { rule, severity, cluster, message, at, related, restsOn, changes, resource, field, fingerprint: print };
}

function* observationsOf(rule: Rule, scene: RuleInput): Iterable<[cluster: string, Observation]> {
  if ('observeTree' in rule) {
    for (const observation of rule.observeTree(scene.tree)) yield ['', observation];
    return;
  }
  for (const cluster of scene.clusters) {
    const before = scene.before.find(({ name }) => name === cluster.name);
    if ('observe' in rule) for (const observation of rule.observe(cluster, before)) yield [cluster.name, observation];
    else {
      const known = knownBefore(before);
      for (const clash of rule.clashes(cluster)) for (const each of apart(clash, known)) yield [cluster.name, each];
    }
  }
}

/**
 * One observation for each party but the one that was there first: of those that the base already
 * has the first by its place there, so that a renamed file changes nothing; else the first of all.
 */
function* apart(clash: Clash, before: ReadonlyMap<string, Location>): Iterable<Observation> {
  const parties = clash.parties.toSorted((a, b) => comparePlaces(a.at, b.at));
  const known = parties.flatMap((party) => {
    const at = before.get(party.resource);
    return at ? [{ party, at }] : [];
  });
  const first = known.toSorted((a, b) => comparePlaces(a.at, b.at))[0]?.party ?? parties[0];
  if (first === undefined) return;
  for (const party of parties) {
    if (party === first) continue;
    yield {
      at: party.at,
      message: clash.message(party, first),
      resource: party.resource,
      field: clash.field,
      related: [{ at: first.at, message: `${first.name} stands here` }],
      ...(party.changes ? { changes: party.changes } : {}),
    };
  }
}

/** Everything of a cluster that can be a party of a clash, by the name a party gives itself, with its place. */
function knownBefore(cluster: ClusterView | undefined): ReadonlyMap<string, Location> {
  if (cluster === undefined) return new Map();
  const { objects, classes, gateways, controllers } = cluster;
  const places: readonly (readonly [resource: string, at: Location | undefined])[] = [
    ...objects.map((object) => [nameOf(object), firstLocation(object.name.at)] as const),
    ...classes.map(({ object, name }) => [nameOf(object), firstLocation(name.at)] as const),
    ...gateways.flatMap(({ gateway: { object, listeners } }) => [
      [nameOf(object), firstLocation(object.name.at)] as const,
      ...listeners.map(({ name }) => [`${nameOf(object)} listeners[${name.value}]`, firstLocation(name.at)] as const),
    ]),
    ...controllers.map((controller) => [`controller ${controller.id}`, controllerPlace(controller)] as const),
  ];
  return new Map(places.flatMap(([resource, at]) => (at ? [[resource, at] as const] : [])));
}

/** By path, then line, then column. */
export function comparePlaces(a: Location, b: Location): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column;
}

function byPlace(a: CandidateFinding, b: CandidateFinding): number {
  return comparePlaces(a.at, b.at) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
