import type { Located } from '../../source/location.ts';
import { type MapNode, type Node, get, listAt, mapAt, stringAt } from '../../source/node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** One entry of `spec.sources`, or `spec.source`. */
export interface ArgoSource {
  readonly node: MapNode;
  readonly repoUrl: string | null;
  readonly revision: Located<string> | undefined;
  /** A directory of the repository. */
  readonly path: Located<string> | undefined;
  /** A chart of a Helm repository. */
  readonly chart: Located<string> | undefined;
  /** The name by which value files of other sources mean this source. */
  readonly ref: string | null;
}

/** An Argo CD Application, as far as it says what goes where. */
export interface Application {
  readonly object: KubeObject;
  /** `sources` where given: it beats `source`. */
  readonly sources: readonly ArgoSource[];
  readonly multiSource: boolean;
  /** Why the last of its sources are not looked at; null where all are. */
  readonly tooMany: string | null;
  readonly destination: MapNode | undefined;
  /** `destination.namespace`: for objects that name none. */
  readonly namespace: Located<string> | undefined;
}

/** Hostile input may list any number; Argo CD itself is meant for a handful. */
const mostSources = 64;

/** The Application that an object states. */
export function applicationOf(object: KubeObject): Application {
  const spec = get(object.root, 'spec');
  const stated = listAt(spec, 'sources');
  const several = stated.slice(0, mostSources);
  const single = mapAt(spec, 'source');
  const nodes =
    several.length > 0 ? several.filter((node) => node.kind === 'map') : single === undefined ? [] : [single];
  return {
    object,
    sources: nodes.map(sourceOf),
    multiSource: several.length > 0,
    tooMany: stated.length > mostSources ? `it has more than ${mostSources} sources` : null,
    destination: mapAt(spec, 'destination'),
    namespace: stringAt(spec, 'destination', 'namespace'),
  };
}

function sourceOf(node: MapNode): ArgoSource {
  return {
    node,
    repoUrl: text(node, 'repoURL'),
    revision: stringAt(node, 'targetRevision'),
    path: stringAt(node, 'path'),
    chart: stringAt(node, 'chart'),
    ref: text(node, 'ref'),
  };
}

function text(node: Node, key: string): string | null {
  return stringAt(node, key)?.value ?? null;
}

/** `Argo CD Application kong`: how messages name one. */
export function titleOf({ object }: { object: { name: Located<string>; root: MapNode } }): string {
  return `Argo CD Application ${object.name.value}`;
}
