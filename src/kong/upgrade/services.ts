import { firstLocation } from '../../source/location.ts';
import type { Service, ServicePort } from '../model/model.ts';
import { isRelease } from '../model/origin.ts';
import { notJudged, pairsOf, without, type Compared, type Difference, type Kept, type Pair } from './comparison.ts';
import { firstItems } from '../../source/first-items.ts';

const keyOf = ({ namespace, name }: Service): string => `${namespace ?? 'default'}/${name}`;
const titleOf = (service: Service): string => `Service ${keyOf(service)}`;
const portKey = ({ port, protocol }: ServicePort): string => `port ${port.value}/${protocol.value}`;

function portText({ name, targetPort, nodePort, appProtocol }: ServicePort): string {
  const more = [
    ...(nodePort === null ? [] : [`node port ${nodePort}`]),
    ...(appProtocol === null ? [] : [`appProtocol ${appProtocol}`]),
  ];
  return [`${name === null ? '' : `${name} `}to ${targetPort.value}`, ...more].join(', ');
}

/** What becomes of Services: those that charts make, and their ports. */
export function compareServices(
  before: readonly Service[],
  after: readonly Service[],
): Compared & { readonly kept: Kept } {
  const charts = (all: readonly Service[]): readonly Service[] => all.filter(({ origin }) => isRelease(origin));
  const [old, now] = [charts(before), charts(after)];
  const pairs = pairsOf(old, now, keyOf);
  const open = pairs.filter((pair) => doubtOf(pair) !== null);
  const changes = pairs.filter((pair) => !open.includes(pair)).map(differencesOf);
  const changed = changes.filter((some) => some.length > 0).length;
  return {
    differences: [
      ...without(old, now, keyOf).map((service) => whole(service, true)),
      ...without(now, old, keyOf).map((service) => whole(service, false)),
      ...changes.flat(),
    ],
    notJudged: notJudged(
      'release',
      open.map((pair) => `the ports of ${titleOf(pair.after)} are not all known: ${doubtOf(pair)}`),
    ),
    kept: { same: changes.length - changed, changed, notJudged: open.length },
  };
}

function doubtOf({ before, after }: Pair<Service>): string | null {
  return after.unknownPart ?? before.unknownPart ?? null;
}

function whole(service: Service, isGone: boolean): Difference {
  const text = `${service.type} with ${firstItems(service.ports.map(portKey)) || 'no ports'}`;
  return {
    area: 'service',
    about: titleOf(service),
    field: null,
    before: isGone ? text : null,
    after: isGone ? null : text,
    effect: 'changes',
    at: service.at,
  };
}

function differencesOf({ before, after }: Pair<Service>): readonly Difference[] {
  const about = titleOf(after);
  const difference = (field: string, was: string | null, is: string | null, at = after.at): readonly Difference[] =>
    was === is ? [] : [{ area: 'service', about, field, before: was, after: is, effect: 'changes', at }];
  const [old, now] = [before, after].map(({ ports }) => Map.groupBy(ports, portKey));
  const text = (ports: readonly ServicePort[] | undefined): string | null => ports?.map(portText).join(' and ') ?? null;
  return [
    ...difference('type', before.type, after.type),
    ...[...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((key) => {
      const at = firstLocation(...(now?.get(key) ?? []).map(({ port }) => port.at)) ?? after.at;
      return difference(key, text(old?.get(key)), text(now?.get(key)), at);
    }),
  ];
}
