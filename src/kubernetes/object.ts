import type { Located } from '../source/location.ts';
import type { MapNode } from '../source/node.ts';
import { shortName } from '../source/shortened.ts';

/** What sends an object to the API server, as far as that makes a difference. */
export interface Applier {
  /** `Flux Kustomization shop`, `Argo CD Application shop`: the subject of a sentence. */
  readonly title: string;
  /** What comes of fields that the API server does not know. */
  readonly unknownFields: 'refused' | 'dropped';
}

/** One object that lands in a cluster, after patches, prefixes and namespaces were applied. */
export interface KubeObject {
  /** As written, for example `gateway.networking.k8s.io/v1`. */
  readonly apiVersion: string;
  /** The part before the slash; empty for core/v1. */
  readonly group: string;
  readonly kind: string;
  /** Empty where none is stated, so that the API server refuses the object: see `isNamed`. */
  readonly name: Located<string>;
  /** Null where nothing states one: it is then the default of whoever applies the file. */
  readonly namespace: string | null;
  readonly root: MapNode;
  /** The file that holds the object (a base's file, when an overlay patches it). */
  readonly path: string;
  /** Absent where nobody knows. */
  readonly applier?: Applier;
  /** `Flux HelmRelease shop`: what installs the chart that makes it of values. Absent where a file states the object. */
  readonly madeBy?: string;
}

/** Whether an object has a name. One without is no part of a cluster, and no other object can mean it. */
export function isNamed({ name }: Pick<KubeObject, 'name'>): boolean {
  return name.value !== '';
}

/** `Gateway kong/edge`, `GatewayClass kong`: how messages name an object. */
export function nameOf(object: { kind: string; namespace: string | null; name: Located<string> }): string {
  const { kind, namespace, name } = object;
  return `${shortName(kind)} ${namespace === null ? '' : `${shortName(namespace)}/`}${shortName(name.value)}`;
}
