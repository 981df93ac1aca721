import type { ClusterView } from '../../src/kong/model/cluster-view.ts';
import type { GatewayStatus } from '../../src/kong/model/model.ts';
import type { RouteStatus } from '../../src/kong/model/route-status.ts';
import type { ControllerAnswer, Said, SaidConditions, SaidParent } from './ask-controller.ts';
import { sentDifferences } from './sent-differences.ts';

const conditionTypes = ['Accepted', 'Conflicted', 'ResolvedRefs', 'Programmed'];

/** One thing on which the controller's code and the prediction differ. */
export interface Difference {
  readonly what:
    | 'conditions'
    | 'supportedKinds'
    | 'attachedRoutes'
    | 'served'
    | 'hostnames'
    | 'not-verified'
    | 'predicted-though-none'
    | 'missing';
  readonly where: string;
  readonly theirs: string;
  readonly ours: string;
}

/** How much was held against the controller's answer, and what of it differs. */
export interface Compared {
  readonly differences: readonly Difference[];
  /** Listeners and parents of which nothing is claimed, though the controller writes something; with our reason. */
  readonly open: readonly Difference[];
  readonly listeners: number;
  readonly routes: number;
}

/** Holds a prediction against what the controller wrote. */
export function compared(view: ClusterView, theirs: ControllerAnswer): Compared {
  const found = [
    ...view.gateways.flatMap((gateway) => gatewayDifferences(gateway, view, theirs)),
    ...Object.entries(theirs.classes).flatMap(([name, conditions]) => classDifferences(name, conditions, view)),
    ...Object.entries(theirs.routes).flatMap(([id, route]) => {
      const ours = view.routes.find((each) => idOf(each) === id);
      return ours === undefined
        ? [{ what: 'missing' as const, where: id, theirs: JSON.stringify(route.parents), ours: '' }]
        : routeDifferences(ours, route.flaps ?? [route.parents]);
    }),
    ...view.routes.flatMap((each) => {
      const id = idOf(each);
      const sent = theirs.sent === undefined ? null : (theirs.sent[id] ?? []);
      return sent === null ? [] : sentDifferences(each, sent).map((one) => ({ ...one, where: id }));
    }),
    ...view.routes
      .filter((each) => theirs.routes[idOf(each)] === undefined)
      .flatMap((each) => routeDifferences(each, [[]])),
  ];
  return {
    differences: found.filter(({ what }) => what !== 'not-verified'),
    open: found.filter(({ what }) => what === 'not-verified'),
    listeners: view.gateways.reduce((sum, { listeners }) => sum + listeners.length, 0),
    routes: view.routes.length,
  };
}

function gatewayDifferences(gateway: GatewayStatus, view: ClusterView, theirs: ControllerAnswer): Difference[] {
  const id = `${gateway.gateway.namespace ?? 'default'}/${gateway.gateway.name.value}`;
  const written = theirs.gateways[id];
  const isJudged = ([type]: readonly [string, unknown]): boolean =>
    ['Accepted', 'Programmed', ...Object.keys(gateway.conditions ?? {})].includes(type);
  const said = Object.fromEntries(
    Object.entries(written?.conditions ?? {})
      .filter(isJudged)
      .filter(isWritten),
  );
  const own = different(`Gateway ${id}`, said, gateway.conditions ?? {}, gateway.conditions === null);
  return [
    ...own,
    ...gateway.listeners.flatMap(({ listener, conditions, supportedKinds, unverified }) => {
      const where = `listener ${id}#${listener.name.value}`;
      const stated = written?.listeners[listener.name.value];
      const count = view.attachedRoutes.get(listener) ?? null;
      const ours = conditions ?? {};
      const why = unverified ?? gateway.unverified;
      if (stated === undefined) {
        const claims = Object.keys(ours).length > 0;
        return claims ? [difference('predicted-though-none', where, written?.error ?? 'none', shown(ours))] : [];
      }
      if (conditions === null) return [difference('not-verified', where, shownSaid(stated.conditions), why ?? '')];
      const kinds = [stated.kinds ?? [], supportedKinds].map((list) => list.toSorted().join(' '));
      return [
        ...different(where, stated.conditions, ours, false),
        ...(kinds[0] === kinds[1] ? [] : [difference('supportedKinds', where, kinds[0] ?? '', kinds[1] ?? '')]),
        ...(count === null || count === stated.attachedRoutes
          ? []
          : [difference('attachedRoutes', where, String(stated.attachedRoutes), String(count))]),
      ];
    }),
  ];
}

/** What the definition of a Gateway fills in, and nobody wrote. */
function isWritten([, [status, reason]]: readonly [string, Said]): boolean {
  return status !== 'Unknown' || reason !== 'Pending';
}

function classDifferences(name: string, conditions: SaidConditions, view: ClusterView): Difference[] {
  const ours = view.classStatuses.find(({ gatewayClass }) => gatewayClass.name.value === name)?.conditions ?? null;
  const written = Object.fromEntries(Object.entries(conditions).filter(isWritten));
  return different(`GatewayClass ${name}`, written, ours ?? {}, ours === null);
}

function idOf({ route }: RouteStatus): string {
  return `${route.kind} ${route.namespace ?? 'default'}/${route.name.value}`;
}

/**
 * A route agrees if what is said of each parent is what the controller writes there in one of the states between which
 * it goes to and fro, and if it is said of every parent that has an entry in all of them.
 */
function routeDifferences(route: RouteStatus, states: readonly (readonly SaidParent[])[]): Difference[] {
  const id = idOf(route);
  const claimed = new Set<SaidParent>();
  const found = route.parents.flatMap(({ ref, conditions, unverified }) => {
    const gateway = `${ref.to.namespace ?? 'default'}/${ref.to.name}`;
    const section = ref.sectionName?.value;
    const where = `${id} at ${gateway}${section === undefined ? '' : `#${section}`}`;
    if (conditions === null && unverified === null) return [];
    const said = states.map((state) => entryOf(state, gateway, section, route.route.kind));
    for (const each of said) if (each !== undefined) claimed.add(each);
    const written = said.flatMap((each) => each ?? []);
    if (unverified !== null)
      return [difference('not-verified', where, shownSaid(written[0]?.conditions ?? {}), unverified)];
    if (conditions === null) return [];
    if (written.length === 0) return [difference('predicted-though-none', where, 'none', shown(conditions))];
    const attempts = written.map((each) => different(where, each.conditions, conditions, false));
    return attempts.toSorted((a, b) => a.length - b.length)[0] ?? [];
  });
  const [first = [], ...others] = states;
  const steady = first.filter((entry) => others.every((state) => state.some((each) => isSameEntry(each, entry))));
  const missing = steady
    .filter((entry) => ![...claimed].some((each) => isSameEntry(each, entry)))
    .map(({ gateway, sectionName = '', conditions }) =>
      difference('missing', `${id} at ${gateway}#${sectionName}`, shownSaid(conditions), 'none'),
    );
  return [...found, ...missing];
}

/** The controller now and then writes an entry twice: the order in which it walks them is chance. */
function isSameEntry(one: SaidParent, other: SaidParent): boolean {
  return one.gateway === other.gateway && one.sectionName === other.sectionName;
}

/** Up to 3.4.2 entries of TCP, UDP and TLS routes name no section. */
function entryOf(
  state: readonly SaidParent[],
  gateway: string,
  section: string | undefined,
  kind: string,
): SaidParent | undefined {
  const ofGateway = state.filter((each) => each.gateway === gateway);
  const isNamed = kind === 'HTTPRoute' || kind === 'GRPCRoute';
  return (
    ofGateway.find(({ sectionName }) => sectionName === section) ??
    (isNamed ? undefined : ofGateway.find(({ sectionName }) => sectionName === undefined))
  );
}

/** The end of the name that the API server gives a DataPlane, before the quotation mark. */
const givenName = /-[a-z0-9]{1,5}"(?= is invalid)/gu;

interface OurCondition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

type OurConditions = Readonly<Record<string, OurCondition | undefined>>;

function different(where: string, theirs: SaidConditions, ours: OurConditions, claimsNothing: boolean): Difference[] {
  if (claimsNothing) return [];
  const [want, got] = [shownSaid(theirs).replaceAll(givenName, '-*"'), shown(ours)];
  return want === got ? [] : [difference('conditions', where, want, got)];
}

function difference(what: Difference['what'], where: string, theirs: string, ours: string): Difference {
  return { what, where, theirs, ours };
}

function shown(conditions: OurConditions): string {
  return shownSaid(
    Object.fromEntries(
      Object.entries(conditions).flatMap(([type, each]) =>
        each === undefined ? [] : [[type, [each.status, each.reason, each.message] as const]],
      ),
    ),
  );
}

function shownSaid(conditions: SaidConditions): string {
  return (
    Object.entries(conditions)
      .toSorted(([a], [b]) => conditionTypes.indexOf(a) - conditionTypes.indexOf(b) || a.localeCompare(b))
      .map(([type, [status, reason, message]]) => `${type}=${status}/${reason}${message === '' ? '' : ` "${message}"`}`)
      .join(' ') || 'none'
  );
}
