import { annotation } from '../../gatewayapi/metadata.ts';
import { gatewayConfiguration } from '../operator/configuration.ts';
import { does } from '../operator/releases.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { kongGroup, operatorGroup } from '../../kubernetes/kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import { get, stringAt } from '../../source/node.ts';
import { atLeast } from '../model/image.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { GatewayMove } from './gateway-moves.ts';

/** A field of an object that the implementation does not read to which the object moves. */
export interface UnreadField {
  readonly object: KubeObject;
  /** As a message calls it. */
  readonly field: string;
  readonly at: Place;
  /** What takes its place there, or null where nothing does. */
  readonly instead: string | null;
}

const controlPlane = { group: operatorGroup, kind: 'ControlPlane' };

const pin = 'konghq.com/publish-service';

/** Fields of a Gateway that moves, and of its class, that nobody reads any more. */
export function unreadFields({ to, after: { gateway, gatewayClass } }: GatewayMove): readonly UnreadField[] {
  const at = (object: KubeObject, field: string, node: ReturnType<typeof get>, instead: string | null) =>
    node === undefined ? [] : [{ object, field, at: node.at, instead }];
  if (to === 'operator') {
    const made = 'each Gateway gets a Service of its own';
    return at(gateway.object, `metadata.annotations["${pin}"]`, annotation(gateway.object, pin), made);
  }
  const parameters = get(gatewayClass?.object.root, 'spec', 'parametersRef');
  const isOurs = stringAt(parameters, 'group')?.value === operatorGroup;
  const values = 'values of the chart or the manifests set up Kong';
  return [
    ...(isOurs && gatewayClass !== null ? at(gatewayClass.object, 'spec.parametersRef', parameters, values) : []),
    ...at(gateway.object, 'spec.infrastructure', get(gateway.object.root, 'spec', 'infrastructure'), values),
  ];
}

/** What replaces kinds that the ingress controller reads and Kong Operator does not from 2.0 on. */
function replacementOf(kind: string, releases: readonly string[]): string | null {
  const servesStreams = releases.every((release) => does(release, 'serves-tcp-and-udp'));
  const since = servesStreams ? '' : 'from 2.3 on ';
  switch (kind) {
    case 'KongIngress':
      return 'a KongUpstreamPolicy and annotations do what it did';
    case 'TCPIngress':
      return `${since}a TCPRoute does what it did, and for TLS a TLSRoute`;
    case 'UDPIngress':
      return `${since}a UDPRoute does what it did`;
    default:
      return null;
  }
}

/** An object that was read in the base and that nobody reads in head. */
export interface UnreadObject {
  readonly object: KubeObject;
  /** What does the same there. */
  readonly instead: string;
}

/** Objects of kinds that were read before a change, where it leaves Kong Operator of a release that knows none of them alone. */
export function unreadObjects(before: ClusterView, after: ClusterView): readonly UnreadObject[] {
  const readBefore = before.controllers.some((each) => each.kind === 'kic' || isBefore2(each.version));
  const isAlone =
    after.controllers.length > 0 &&
    after.controllers.every((each) => each.kind === 'operator' && isKnown(each.version) && !isBefore2(each.version)) &&
    after.gateways.every(({ implementation }) => implementation !== 'kic' && implementation !== 'unknown') &&
    after.classStatuses.every(({ implementation }) => implementation !== 'kic' && implementation !== 'unknown');
  if (!readBefore || !isAlone) return [];
  const releases = after.controllers.flatMap(({ version }) => (version.certainty === 'unknown' ? [] : version.value));
  const were = new Set(before.objects.map(keyOf));
  return after.objects.flatMap((object) => {
    const instead = object.group === kongGroup ? replacementOf(object.kind, releases) : null;
    return instead === null || !were.has(keyOf(object)) ? [] : [{ object, instead }];
  });
}

/** Ingresses of one class that the ingress controller read and nobody reads any more. */
export interface UnreadIngresses {
  readonly ingressClass: string;
  /** At least one. */
  readonly objects: readonly KubeObject[];
  /** The classes that the parts of Kong Operator read. */
  readonly read: readonly string[];
}

/** Ingresses whose class no part of Kong Operator reads, where a change leaves it alone. */
export function unreadIngresses(before: ClusterView, after: ClusterView): readonly UnreadIngresses[] {
  const read = classesOfOperator(after);
  if (before.ingresses.length === 0 || read === null) return [];
  const there = new Set(after.objects.map(keyOf));
  const lost = before.ingresses.flatMap(({ object, controllers: [reader] }) => {
    const own = reader?.ingressClass;
    const isLost =
      own !== undefined && own.certainty !== 'unknown' && !read.includes(own.value) && there.has(keyOf(object));
    return isLost ? [{ object, name: own.value }] : [];
  });
  return [...Map.groupBy(lost, ({ name }) => name)].map(([ingressClass, each]) => {
    return { ingressClass, objects: each.map(({ object }) => object), read };
  });
}

/** Null where something else may read Ingresses, or where it is not known which classes are read. */
function classesOfOperator({ controllers, gateways, objects }: ClusterView): readonly string[] | null {
  const embedded = gateways.flatMap(({ controller, implementation }) =>
    implementation === 'operator' ? [controller?.ingressClass ?? null] : [],
  );
  const isAlone = controllers.length > 0 && controllers.every(({ kind }) => kind === 'operator');
  const known = embedded.flatMap((own) => (own === null || own.certainty === 'unknown' ? [] : [own.value]));
  if (!isAlone || embedded.length === 0 || known.length < embedded.length) return null;
  const stated = objects.filter((object) => isOfKind(object, controlPlane)).map((object) => get(object.root, 'spec'));
  if (stated.some((spec) => spec === undefined || spec.kind === 'unknown')) return null;
  return [...new Set([...known, ...stated.map((spec) => stringAt(spec, 'ingressClass')?.value ?? 'kong')])];
}

/** GatewayConfigurations that a class or a Gateway named in the base, where no Gateway is the operator's any more. */
export function idleConfigurations(before: ClusterView, after: ClusterView): readonly KubeObject[] {
  const isOperators = ({ implementation }: { readonly implementation: string }): boolean =>
    implementation === 'operator' || implementation === 'unknown';
  const isLeft = [...after.gateways, ...after.classStatuses].some(isOperators);
  if (isLeft || after.controllers.some(({ kind }) => kind === 'operator')) return [];
  const were = new Set(before.objects.map(keyOf));
  return after.objects.filter((object) => isOfKind(object, gatewayConfiguration) && were.has(keyOf(object)));
}

type Version = ClusterView['controllers'][number]['version'];

function isKnown(version: Version): boolean {
  return version.certainty !== 'unknown';
}

function isBefore2(version: Version): boolean {
  return version.certainty !== 'unknown' && !atLeast(version.value, '2.0');
}

function keyOf(object: KubeObject): string {
  return `${object.group} ${nameOf(object)}`;
}
