import { get, listAt, numberAt, stringAt, type Node } from '../source/node.ts';
import type { KindOfRoute, ParentRef, Route } from './route.ts';
import { gatewayGroup } from '../kubernetes/kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { textAt } from './placeholder.ts';
import { readPlugins } from './read-plugins.ts';
import { readRules } from './read-rules.ts';
import { type Reference, referencesOf } from './references.ts';

const kinds: ReadonlySet<string> = new Set<KindOfRoute>(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute']);

function isRouteKind(kind: string): kind is KindOfRoute {
  return kinds.has(kind);
}

/** The route an object states, or null when it is something else. */
export function readRoute(object: KubeObject): Route | null {
  const { kind, group, root } = object;
  if (group !== gatewayGroup || !isRouteKind(kind)) return null;
  const references = referencesOf(object);
  const hostnames = listAt(root, 'spec', 'hostnames').map((each) => textAt(each));
  const { rules, unknownPart } = readRules(object, kind, references);
  const plugins = readPlugins(object);
  return {
    object,
    kind,
    name: object.name,
    namespace: object.namespace,
    parentRefs: references.filter(isParentRef).map(parentRef),
    hostnames: hostnames.flatMap((each) => (typeof each === 'object' ? [each] : [])),
    rules,
    plugins: plugins.plugins,
    unknownPart:
      unlisted(get(root, 'spec', 'parentRefs')) ??
      unlisted(get(root, 'spec', 'hostnames')) ??
      hostnames.find((each) => typeof each === 'string') ??
      unknownPart ??
      plugins.unknownPart,
  };
}

function unlisted(node: Node | undefined): string | null {
  return node?.kind === 'unknown' ? node.reason : null;
}

function isParentRef({ path, to, node, unknownPart }: Reference): boolean {
  return path[1] === 'parentRefs' && node.kind !== 'unknown' && (to.name !== '' || unknownPart !== null);
}

function parentRef(reference: Reference): ParentRef {
  const { node } = reference;
  const section = textAt(node, 'sectionName');
  const port = textAt(node, 'port');
  return {
    ...reference,
    sectionName: typeof section === 'object' && section.value !== '' ? section : null,
    port: numberAt(node, 'port') ?? null,
    statesNamespace: stringAt(node, 'namespace') !== undefined,
    unknownPart:
      reference.unknownPart ?? [section, port].find((text): text is string => typeof text === 'string') ?? null,
  };
}
