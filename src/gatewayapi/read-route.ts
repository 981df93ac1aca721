import { onceFor } from '../source/once-for.ts';
import { get, listAt, numberAt, stringAt, type Node } from '../source/node.ts';
import type { KindOfRoute, ParentRef, Route } from './route.ts';
import { gatewayGroup } from '../kubernetes/kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { textAt } from './placeholder.ts';
import { readPlugins } from './read-plugins.ts';
import { readRules } from './read-rules.ts';
import { type Reference, referencesOf } from './references.ts';
import { boundedName } from '../kubernetes/bounded-name.ts';

const kinds: ReadonlySet<string> = new Set<KindOfRoute>(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute']);

function isRouteKind(kind: string): kind is KindOfRoute {
  return kinds.has(kind);
}

type Spec = Pick<Route, 'kind' | 'namespace' | 'parentRefs' | 'hostnames' | 'rules' | 'unknownPart'>;

/** What a spec was read as last: overlays give one to the routes of many clusters. */
const readAs = onceFor((_spec: Node): { spec: Spec | null } => ({ spec: null }));

/** The route an object states, or null when it is something else. */
export function readRoute(object: KubeObject): Route | null {
  const { kind, group } = object;
  return group === gatewayGroup && isRouteKind(kind) ? routeOf(object) : null;
}

const routeOf = onceFor((object: KubeObject): Route | null => {
  const { kind, root, name, namespace } = object;
  if (!isRouteKind(kind)) return null;
  const part = get(root, 'spec');
  const read = part && readAs(part);
  const known = read?.spec;
  const spec = known?.kind === kind && known.namespace === namespace ? known : specOf(object, kind);
  if (read !== undefined) read.spec = spec;
  const { plugins, unknownPart } = readPlugins(object);
  return {
    object,
    kind,
    name,
    namespace,
    parentRefs: spec.parentRefs,
    hostnames: spec.hostnames,
    rules: spec.rules,
    plugins,
    unknownPart: spec.unknownPart ?? unknownPart,
  };
});

function specOf(object: KubeObject, kind: KindOfRoute): Spec {
  const { root, namespace } = object;
  const references = referencesOf(object);
  const hostnames = listAt(root, 'spec', 'hostnames').map((each) => textAt(each));
  const { rules, unknownPart } = readRules(object, references);
  return {
    kind,
    namespace,
    parentRefs: references.filter(isParentRef).map(parentRef),
    // What flatMap returns has room for more.
    hostnames: hostnames.flatMap((each) => (typeof each === 'object' ? [boundedName(each)] : [])).slice(),
    rules,
    unknownPart:
      unlisted(get(root, 'spec', 'parentRefs')) ??
      unlisted(get(root, 'spec', 'hostnames')) ??
      hostnames.find((each) => typeof each === 'string') ??
      unknownPart,
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
    sectionName: typeof section === 'object' && section.value !== '' ? boundedName(section) : null,
    port: numberAt(node, 'port') ?? null,
    statesNamespace: stringAt(node, 'namespace') !== undefined,
    unknownPart:
      reference.unknownPart ?? [section, port].find((text): text is string => typeof text === 'string') ?? null,
  };
}
