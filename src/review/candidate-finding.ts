import type { Config } from '../config/config.ts';
import { subjectKey, type NamedPlace, type Outcome, type Related, type Severity, type Subject } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type {
  Alternative,
  Clash,
  Explanation,
  Observation,
  Party,
  Rule,
  SharedCause,
  TreeView,
} from '../rules/model/rule.ts';
import { sentenceOf } from '../rules/model/statement.ts';
import type { ValueChange } from '../source/change.ts';
import { firstLocation, type Location, type Place } from '../source/location.ts';
import type { Node } from '../source/node.ts';
import { onceFor } from '../source/once-for.ts';
import { textOfNode } from '../source/text-of-node.ts';
import { controllerPlace } from '../rules/wording/places.ts';
import { fingerprint } from './fingerprint.ts';
import { controllerSubject, listenerSubject, objectSubject } from '../rules/wording/names.ts';

/** A finding before it has a status, a place in the change and a proven suggestion. */
export interface CandidateFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly cluster: string;
  readonly statement: string;
  /** The places that the statement names. */
  readonly named: readonly NamedPlace[];
  readonly outcome: Outcome | null;
  readonly at: Location;
  readonly related: readonly Related[];
  readonly restsOn: readonly Place[];
  readonly changes: readonly (readonly ValueChange[])[];
  readonly alternatives: readonly Alternative[];
  /** For a setting without effect what it may be the cause of; null for everything else. */
  readonly explains: Explanation | null;
  /** What breaks others as well; null where it breaks nothing else. */
  readonly cause: SharedCause | null;
  readonly subject: Subject;
  readonly field: string;
  /** The party of a clash that was there first; null where nothing clashes. */
  readonly clashesWith: Subject | null;
  readonly fingerprint: string;
}

/** The clusters of one tree, and what stood in them before: decides which of two clashing objects came first. */
export interface RuleInput {
  readonly clusters: readonly ClusterView[];
  readonly before: readonly ClusterView[];
  readonly tree: TreeView;
}

/** Every candidate that the enabled rules draw from the input, each fingerprint once, by path, line, column and rule. */
export function candidateFindings(input: RuleInput, rules: readonly Rule[], config: Config): CandidateFinding[] {
  const seen = new Map<string, number>();
  const candidates: CandidateFinding[] = [];
  for (const rule of rules) {
    const severity = config.rules.get(rule.id) ?? rule.severity;
    if (severity === 'off') continue;
    for (const [cluster, observation] of observationsOf(rule, input)) {
      const same = fingerprint(cluster, rule.id, subjectKey(observation.subject), observation.field);
      const count = (seen.get(same) ?? 0) + 1;
      seen.set(same, count);
      candidates.push(
        candidateOf(rule.id, severity, cluster, observation, count === 1 ? same : fingerprint(same, String(count))),
      );
    }
  }
  return candidates.toSorted(byPlace);
}

/** An observation of a rule, or of one party of a clash. */
interface ObservedBreach extends Observation {
  readonly clashesWith?: Subject;
}

function candidateOf(
  rule: string,
  severity: Severity,
  cluster: string,
  observation: ObservedBreach,
  print: string,
): CandidateFinding {
  const { text: statement, named } = sentenceOf(observation.statement);
  return {
    rule,
    severity: milder(severity, observation.severity),
    cluster,
    statement,
    named,
    outcome: observation.outcome ?? null,
    at: observation.at,
    related: observation.related ?? [],
    restsOn: observation.restsOn ?? [],
    changes: observation.changes ?? [],
    alternatives: observation.alternatives ?? [],
    explains: observation.explains ?? null,
    cause: observation.cause ?? null,
    subject: observation.subject,
    field: observation.field,
    clashesWith: observation.clashesWith ?? null,
    fingerprint: print,
  };
}

const mildestFirst: readonly Severity[] = ['notice', 'warning', 'error'];

function milder(ofRule: Severity, own: Severity = ofRule): Severity {
  return mildestFirst.find((each) => each === ofRule || each === own) ?? ofRule;
}

function* observationsOf(rule: Rule, input: RuleInput): Iterable<[cluster: string, ObservedBreach]> {
  if ('observeTree' in rule) {
    for (const observation of rule.observeTree(input.tree)) yield ['', observation];
    return;
  }
  for (const cluster of input.clusters) {
    const before = input.before.find(({ name }) => name === cluster.name);
    if ('observe' in rule) for (const observation of rule.observe(cluster, before)) yield [cluster.name, observation];
    else {
      const clashes = [...rule.clashes(cluster)];
      if (clashes.length === 0) continue;
      const earlier = earlierParties(cluster, before, before === undefined ? [] : [...rule.clashes(before)]);
      for (const clash of clashes) for (const each of apart(clash, earlier)) yield [cluster.name, each];
    }
  }
}

/** Where a party of a clash stood before the change; null where it was not there, or is what brings the clash about. */
type EarlierParty = (party: Party, clash: Clash) => Location | null;

/**
 * One observation for each party but the one that was there first: of those that the base already
 * has the first by its place there, so that a renamed file changes nothing; else the first of all.
 */
function* apart(clash: Clash, earlier: EarlierParty): Iterable<ObservedBreach> {
  const parties = clash.parties.toSorted((a, b) => comparePlaces(a.at, b.at));
  const known = parties.flatMap((party) => {
    const at = earlier(party, clash);
    return at ? [{ party, at }] : [];
  });
  const first = known.toSorted((a, b) => comparePlaces(a.at, b.at))[0]?.party ?? parties[0];
  if (first === undefined) return;
  for (const party of parties) {
    if (party === first) continue;
    yield {
      at: party.at,
      subject: party.subject,
      field: clash.field,
      statement: clash.statement(party, first),
      outcome: clash.outcome ?? null,
      ...(clash.severity === undefined ? {} : { severity: clash.severity }),
      clashesWith: first.subject,
      related: [{ at: first.at, message: `${first.name} stands here` }],
      ...(party.changes ? { changes: party.changes } : {}),
    };
  }
}

/**
 * Of parties that both trees have, those count as not there that the change writes otherwise, where others of the clash
 * stay as they are; not those that clashed before.
 */
function earlierParties(
  cluster: ClusterView,
  before: ClusterView | undefined,
  clashesBefore: readonly Clash[],
): EarlierParty {
  if (before === undefined) return () => null;
  const [now, then] = [partsOf(cluster), partsOf(before)];
  const clashed = new Set(
    clashesBefore.flatMap(({ field, parties }) => parties.map(({ subject }) => `${field} ${subjectKey(subject)}`)),
  );
  const isAsBefore = ({ subject }: Party, { field }: Clash): boolean => {
    const key = subjectKey(subject);
    const old = then.get(key);
    if (old === undefined) return false;
    return clashed.has(`${field} ${key}`) || textOfNode(old.node) === textOfNode(now.get(key)?.node);
  };
  const leavesSome = onceFor((clash: Clash) => clash.parties.some((other) => isAsBefore(other, clash)));
  return (party, clash) => {
    const at = then.get(subjectKey(party.subject))?.at ?? null;
    const isChange = leavesSome(clash) && !isAsBefore(party, clash);
    return isChange ? null : at;
  };
}

interface StatedPart {
  readonly at: Location;
  /** Absent where no file states it as an object. */
  readonly node: Node | undefined;
}

/** Everything of a cluster that can be a party of a clash, by the key of its subject: where it stands, and what is written. */
const partsOf = onceFor(({ objects, classes, gateways, controllers }: ClusterView): ReadonlyMap<string, StatedPart> => {
  const parts: readonly (readonly [subject: Subject, at: Location | undefined, node?: Node])[] = [
    ...objects.map((object) => [objectSubject(object), firstLocation(object.name.at), object.root] as const),
    ...classes.map(({ object, name }) => [objectSubject(object), firstLocation(name.at), object.root] as const),
    ...gateways.flatMap(({ gateway }) => [
      [objectSubject(gateway.object), firstLocation(gateway.object.name.at), gateway.object.root] as const,
      ...gateway.listeners.map(
        ({ name, node }) => [listenerSubject({ gateway }, name.value), firstLocation(name.at), node] as const,
      ),
    ]),
    ...controllers.map((controller) => [controllerSubject(controller), controllerPlace(controller)] as const),
  ];
  return new Map(parts.flatMap(([subject, at, node]) => (at ? [[subjectKey(subject), { at, node }] as const] : [])));
});

/** By path, then line, then column. */
export function comparePlaces(a: Location, b: Location): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column;
}

function byPlace(a: CandidateFinding, b: CandidateFinding): number {
  return comparePlaces(a.at, b.at) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
