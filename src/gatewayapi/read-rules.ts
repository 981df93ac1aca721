import { toJson } from '../source/json.ts';
import { get, listAt, numberAt, stringAt, type Node } from '../source/node.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { textAt } from './placeholder.ts';
import type { Reference } from './references.ts';
import type { BackendRef, RouteFilter, RouteRule } from './route.ts';

/** The API server refuses more. */
const mostRules = 16;
const mostBackends = 16;

/** The rules of a route, and why they are not all known. */
interface Rules {
  readonly rules: readonly RouteRule[];
  readonly unknownPart: string | null;
}

export function readRules({ root }: KubeObject, references: readonly Reference[]): Rules {
  const written = get(root, 'spec', 'rules');
  if (written?.kind === 'unknown') return { rules: [], unknownPart: written.reason };
  const backends = Map.groupBy(references.filter(isBackendRef), ({ path }) => path[2]);
  const rules = listAt(written)
    .slice(0, mostRules)
    .map((node, index) => readRule(node, index, backends.get(index) ?? []));
  return { rules, unknownPart: rules.find(({ unknownPart }) => unknownPart !== null)?.unknownPart ?? null };
}

function isBackendRef({ path, node }: Reference): boolean {
  return path[1] === 'rules' && path[3] === 'backendRefs' && node.kind !== 'unknown';
}

function readRule(node: Node, index: number, references: readonly Reference[]): RouteRule {
  const backendRefs = references.slice(0, mostBackends).map((each) => backendRef(each, index));
  const matches = get(node, 'matches');
  const parameters = listAt(matches).flatMap((match) => listAt(match, 'queryParams'));
  const filters = listAt(node, 'filters');
  return {
    at: node.at,
    node,
    index,
    backendRefs,
    matches: listAt(matches).length,
    queryParameter: parameters[0] ?? null,
    // What flatMap returns has room for more.
    filters: filters.flatMap(readFilter).slice(),
    backendsKey: backendRefs.map(keyOf).toSorted().join(';'),
    unknownPart: unknownIn(node, filters),
  };
}

function backendRef(reference: Reference, rule: number): BackendRef {
  const { node } = reference;
  const port = get(node, 'port');
  const text = textAt(port);
  return {
    ...reference,
    rule,
    port: numberAt(port) ?? null,
    unknownPort: typeof text === 'string' ? text : null,
    weight: numberAt(node, 'weight')?.value ?? null,
    filters: listAt(node, 'filters'),
    statesNamespace: stringAt(node, 'namespace') !== undefined,
  };
}

/** Rules whose backends are written alike, defaults counted, are one Service of Kong. */
function keyOf({ to, port, weight, filters, statesNamespace }: BackendRef): string {
  const namespace = statesNamespace ? to.namespace : null;
  return JSON.stringify([to.group, to.kind, namespace, to.name, port?.value, weight, filters.map(toJson)]);
}

function readFilter(node: Node): readonly RouteFilter[] {
  const type = stringAt(node, 'type');
  if (type === undefined || node.kind !== 'map') return [];
  const reference = get(node, 'extensionRef');
  const name = stringAt(reference, 'name');
  return [
    {
      type,
      node,
      extension:
        name === undefined
          ? null
          : {
              group: stringAt(reference, 'group')?.value ?? '',
              kind: stringAt(reference, 'kind')?.value ?? '',
              name,
            },
    },
  ];
}

function unknownIn(node: Node, filters: readonly Node[]): string | null {
  const parts = [node, ...['backendRefs', 'matches', 'filters'].map((key) => get(node, key))];
  const blind = parts.find((part) => part?.kind === 'unknown');
  if (blind?.kind === 'unknown') return blind.reason;
  const texts = filters.flatMap((filter) => [
    textAt(filter, 'type'),
    ...['group', 'kind', 'name'].map((key) => textAt(filter, 'extensionRef', key)),
  ]);
  return texts.find((text): text is string => typeof text === 'string') ?? null;
}
