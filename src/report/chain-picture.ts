import { attaches } from '../kong/model/attaches.ts';
import type { ConditionType, GatewayStatus, ListenerStatus } from '../kong/model/model.ts';
import type { ListenerAttachment, RouteParent, RouteStatus } from '../kong/model/route-status.ts';
import type { Review } from '../review/review.ts';
import type { AffectedGateway } from './affected-gateways.ts';
import { chainOf, askOf } from './chain.ts';
import { truncate } from './escape/escape-plain-text.ts';
import {
  isUnchanged,
  type Chain,
  type ChainPair,
  type GatewayPicture,
  type RouteMark,
  type State,
  type Step,
} from './pictures/picture.ts';

/** What is drawn of one Gateway: a Gateway may have 64 listeners, and a listener hundreds of routes. */
const mostChains = 12;
const mostRoutes = 5;
const textBytes = 100;

const short = (text: string): string => truncate(text, textBytes);

/** Of more, a reader looks at the findings; the tables hold all of them. */
const mostPictures = 20;

/** What is drawn of the first Gateways; null for one that the change removes. */
export function gatewayPictures(
  review: Review,
  affected: readonly AffectedGateway[],
  compared: boolean,
): readonly (GatewayPicture | null)[] {
  const routesOf = (clusters: Review['clusters'], name: string): readonly RouteStatus[] =>
    clusters.find((cluster) => cluster.name === name)?.routes ?? [];
  return affected.slice(0, mostPictures).map(({ cluster, before, after }, index) => {
    if (!after) return null;
    const now = chainsOf(after, routesOf(review.clusters, cluster));
    const was = before ? chainsOf(before, routesOf(review.before, cluster)) : new Map<string, Chain>();
    const moreGateways = index === mostPictures - 1 ? affected.length - mostPictures : 0;
    return { ...pictureOf(after, now, was), compared, moreGateways };
  });
}

/** Where not all are drawn, those that break or change come first. */
function pictureOf(
  { gateway: { namespace, name } }: GatewayStatus,
  now: ReadonlyMap<string, Chain>,
  was: ReadonlyMap<string, Chain>,
): Pick<GatewayPicture, 'gateway' | 'pairs' | 'more'> {
  const pairs = [...new Set([...now.keys(), ...was.keys()])].map((listener): ChainPair => ({
    before: was.get(listener) ?? null,
    after: now.get(listener) ?? null,
  }));
  return {
    gateway: short(`${namespace === null ? '' : `${namespace}/`}${name.value}`),
    pairs: pairs.length > mostChains ? pairs.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, mostChains) : pairs,
    more: Math.max(0, pairs.length - mostChains),
  };
}

function rankOf(pair: ChainPair): number {
  // What stands under no listener is none of those that are counted.
  if ((pair.after ?? pair.before)?.steps.length === 1) return -1;
  if (pair.after?.steps.some(({ state }) => state === 'broken')) return 0;
  return isUnchanged(pair) ? 2 : 1;
}

/** By the names of listeners; routes that none takes stand last, under a text that is no name. */
function chainsOf(status: GatewayStatus, routes: readonly RouteStatus[]): ReadonlyMap<string, Chain> {
  const { taken, stranded } = marksOf(status, routes);
  const chains = new Map<string, Chain>();
  for (const each of status.listeners) {
    chains.set(each.listener.name.value, {
      steps: stepsOf(each, status),
      ...firstRoutes(taken.get(each.listener) ?? []),
    });
  }
  const nowhere: Step = { label: 'no listener', value: 'takes these routes', state: 'broken' };
  if (stranded.length > 0) chains.set('no listener', { steps: [nowhere], ...firstRoutes(stranded) });
  return chains;
}

function stepsOf(status: ListenerStatus, gateway: GatewayStatus): readonly Step[] {
  const { listener, servedBy, conditions } = status;
  const [, port, target, listen] = chainOf(status);
  const beyond: Pick<Step, 'value' | 'state'> =
    conditions === null && status.certainlyUnavailable === null
      ? { value: 'not known', state: 'unknown' }
      : { value: 'none', state: 'skipped' };
  const step = (label: string, value: string | undefined, otherwise = beyond): Step => ({
    label,
    ...(value === undefined ? otherwise : { value: short(value), state: 'sound' }),
  });
  const none = { value: short(`none for ${listener.protocol.value} ${listener.port.value}`), state: 'broken' } as const;
  const silent = { value: 'Kong listens on nothing there', state: 'broken' } as const;
  return [
    {
      label: 'listener',
      value: short(`${listener.name.value}: ${askOf(status)}`),
      state: isOwnFault(status) ? 'broken' : 'sound',
    },
    step('Service port', port?.value, lacksPort(status) ? none : beyond),
    step('target port', target?.value),
    step('Kong listen', listen?.value, servedBy ? silent : beyond),
    outcomeOf(status, gateway),
  ];
}

function lacksPort({ conditions, certainlyUnavailable }: ListenerStatus): boolean {
  return conditions?.Accepted?.reason === 'PortUnavailable' || certainlyUnavailable?.lacks === 'port';
}

/** Whether what is wrong stands in the listener itself. */
function isOwnFault({ conditions, certainlyUnavailable }: ListenerStatus): boolean {
  return (
    certainlyUnavailable?.lacks === 'protocol' ||
    conditions?.Accepted?.reason === 'UnsupportedProtocol' ||
    conditions?.Conflicted?.status === 'True' ||
    conditions?.ResolvedRefs?.status === 'False'
  );
}

const wanted = { Accepted: 'True', ResolvedRefs: 'True', Conflicted: 'False', Programmed: 'True' } as const;
const types: readonly ConditionType[] = ['Accepted', 'ResolvedRefs', 'Conflicted', 'Programmed'];

function outcomeOf({ conditions, certainlyUnavailable }: ListenerStatus, { withoutStatus }: GatewayStatus): Step {
  const label = 'conditions';
  if (conditions === null) {
    const certain = certainlyUnavailable?.condition;
    if (!certain) return { label, value: 'not verified', state: 'unknown' };
    return { label, value: told(certain.type, certain.status, certain.reason), state: 'broken' };
  }
  const written = types.filter((type) => conditions[type]);
  if (written.length === 0)
    return { label, value: 'no status written', state: withoutStatus === null ? 'unknown' : 'broken' };
  const bad = written.find((type) => conditions[type]?.status !== wanted[type]);
  if (bad) {
    const { status = '', reason = '' } = conditions[bad] ?? {};
    return { label, value: told(bad, status, reason), state: 'broken' };
  }
  return { label, value: written.map((type) => `${type}=${wanted[type]}`).at(-1) ?? '', state: 'sound' };
}

const told = (type: string, status: string, reason: string | null): string =>
  short(`${type}=${status}${reason ? ` ${reason}` : ''}`);

interface Marks {
  readonly taken: ReadonlyMap<Listener, readonly RouteMark[]>;
  /** Routes that certainly no listener takes. */
  readonly stranded: readonly RouteMark[];
}

/** How the routes of a cluster fare at each listener of the Gateway. */
function marksOf(gateway: GatewayStatus, routes: readonly RouteStatus[]): Marks {
  const taken = new Map<Listener, RouteMark[]>();
  const stranded: RouteMark[] = [];
  for (const route of routes) {
    const name = nameOf(route);
    const parents = route.parents.filter((each) => each.gateway === gateway);
    const places = parents.flatMap((parent) => placesOf(route, parent));
    for (const [listener, fate] of new Map(places)) {
      const marks = taken.get(listener) ?? [];
      marks.push({ name, ...fate });
      taken.set(listener, marks);
    }
    const refused = parents.find(({ acceptance }) => acceptance !== null && acceptance !== 'Accepted');
    if (places.length === 0 && refused) stranded.push({ name, state: 'broken', note: refused.acceptance ?? '' });
  }
  return { taken, stranded };
}

type Fate = Pick<RouteMark, 'state' | 'note'>;

function placesOf(route: RouteStatus, parent: RouteParent): readonly (readonly [Listener, Fate])[] {
  return parent.attachments.flatMap((attachment) => {
    const taken = attaches(attachment, ['programmed']);
    return taken === false ? [] : [[attachment.status.listener, fateOf(route, parent, attachment, taken)] as const];
  });
}

const nameOf = ({ route: { kind, namespace, name } }: RouteStatus): string =>
  short(`${kind} ${namespace === null ? '' : `${namespace}/`}${name.value}`);

function fateOf(
  { served }: RouteStatus,
  { conditions }: RouteParent,
  { steps }: ListenerAttachment,
  taken: boolean | string,
): Fate {
  if (steps.programmed === false) return { state: 'broken', note: 'listener not programmed' };
  if (conditions === null || taken !== true || steps.programmed !== true) return { state: 'unknown', note: '' };
  const bad = Object.values(conditions).find(({ status }) => status !== 'True');
  if (bad) return { state: 'broken', note: short(bad.reason) };
  return served === false ? { state: 'broken', note: 'not served' } : { state: 'sound', note: '' };
}

type Listener = ListenerStatus['listener'];

const order: readonly State[] = ['broken', 'unknown', 'skipped', 'sound'];

function firstRoutes(marks: readonly RouteMark[]): Pick<Chain, 'routes' | 'moreRoutes'> {
  const sorted = marks.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const rest = sorted.slice(mostRoutes);
  const broken = rest.filter(({ state }) => state === 'broken').length;
  return { routes: sorted.slice(0, mostRoutes), moreRoutes: { count: rest.length, broken } };
}
