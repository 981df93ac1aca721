import { type MapNode, type Node, type ScalarNode, get, listAt, mapAt, stringAt } from '../../source/node.ts';
import type { KindLookup } from '../../kubernetes/known-kinds.ts';
import { tooMuchFilledText, type FilledText } from '../tree/filled-text.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { mapEntries } from '../deployed/map-scalars.ts';
import { objectAt } from '../../kubernetes/read-object.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import { findObject } from './lookup.ts';
import { isNamed, type KubeObject } from '../../kubernetes/object.ts';

/** The variables of `postBuild`: their values, and whether there are more that the tree does not show. */
export interface Variables {
  readonly values: ReadonlyMap<string, ScalarNode>;
  readonly missing: string | null;
  /** Paths of the objects that `substituteFrom` names, where the tree has them. */
  readonly sources: ReadonlySet<string>;
}

/**
 * Objects after `postBuild` replaced `${NAME}` and `${NAME:=default}` in them. A variable from a
 * Secret becomes an unknown value; one that nobody sets becomes empty, as in Flux.
 */
export function substituted(
  objects: readonly KubeObject[],
  variables: Variables | null,
  { kindOf, filledText }: Pick<TreeIndex, 'kindOf' | 'filledText'>,
): readonly KubeObject[] {
  if (variables === null) return objects;
  return objects.map((object) => substituteObject(object, variables, filledText, kindOf));
}

/** What `postBuild` of a Kustomization sets; null where it has none. */
export function variablesOf({ root, namespace }: KubeObject, lookup: ObjectLookup): Variables | null {
  const postBuild = mapAt(root, 'spec', 'postBuild');
  if (postBuild === undefined) return null;
  const values = new Map<string, ScalarNode>();
  const sources = new Set<string>();
  let missing: string | null = null;
  for (const item of listAt(postBuild, 'substituteFrom')) {
    const kind = stringAt(item, 'kind')?.value ?? '';
    const name = stringAt(item, 'name')?.value ?? '';
    const found = kind === 'ConfigMap' ? findObject(lookup, kind, name, namespace) : null;
    const stated = found === null ? lookup.everywhere(kind, name).map(({ path }) => path) : [found.path];
    for (const path of stated) sources.add(path);
    if (found === null || isEncrypted(found)) missing ??= `variables come from ${kind} ${name}`;
    else addScalars(mapAt(found.root, 'data'), values);
  }
  addScalars(mapAt(postBuild, 'substitute'), values);
  return { values, missing, sources };
}

/** By SOPS: what stands there is no value. */
function isEncrypted({ root }: KubeObject): boolean {
  return get(root, 'sops') !== undefined;
}

function addScalars(map: MapNode | undefined, values: Map<string, ScalarNode>): void {
  for (const [key, entry] of map?.entries ?? []) if (entry.value.kind === 'scalar') values.set(key, entry.value);
}

function substituteObject(
  object: KubeObject,
  variables: Variables,
  filledText: FilledText,
  kindOf: KindLookup,
): KubeObject {
  const annotations = get(object.root, 'metadata', 'annotations', 'kustomize.toolkit.fluxcd.io/substitute');
  if (annotations?.kind === 'scalar' && annotations.value === 'disabled') return object;
  const root = mapEntries(object.root, (scalar) => substituteScalar(scalar, variables, filledText));
  if (root === object.root) return object;
  const again = objectAt(root, object.path, kindOf);
  return again === null || !isNamed(again)
    ? { ...object, root }
    : { ...again, namespace: again.namespace ?? object.namespace };
}

/** `$${NAME}` is an escaped variable and stays; `${NAME}`, `${NAME:=x}`, `${NAME:-x}` are read. */
const variable = /\$\$\{|\$\{([A-Za-z_]\w*)(?::?[=-]([^}]*))?\}|\$\{[^}]*\}/g;

function substituteScalar(node: ScalarNode, { values, missing }: Variables, filledText: FilledText): Node {
  if (typeof node.value !== 'string' || !node.value.includes('${')) return node;
  let reason: string | null = null;
  let only: ScalarNode | null = null;
  // Behind the last brace nothing is a variable, and everything that looks like one would be tried.
  const end = node.value.lastIndexOf('}') + 1;
  const escaped = node.value.slice(end).replaceAll('$${', '${');
  const filled = node.value
    .slice(0, end)
    .replace(variable, (whole: string, name: string | undefined, fallback: string | undefined) => {
      if (whole === '$${') return '${';
      if (name === undefined) {
        reason ??= `the expression ${whole} is not evaluated`;
        return whole;
      }
      const value = values.get(name);
      if (value === undefined && missing !== null) reason ??= `${name} is not known: ${missing}`;
      only = value ?? null;
      const text = value === undefined || value.value === null ? (fallback ?? '') : String(value.value);
      // It stands in the text of the YAML, where it may begin other fields.
      if (/[\n\r]./.test(text)) reason ??= `${name} has line breaks`;
      if (filledText.take(text.length)) return text;
      reason ??= tooMuchFilledText;
      return '';
    });
  if (reason !== null) return { kind: 'unknown', reason, at: node.at };
  return typed(node, filled + escaped, only);
}

/** Flux substitutes in the text of the YAML: a plain `port: ${PORT}` becomes a number. */
function typed(node: ScalarNode, text: string, only: ScalarNode | null): ScalarNode {
  // The value was written where the variable is set, if the scalar is nothing else.
  const whole = only !== null && /^\$\{[^}]*\}$/.test(String(node.value));
  const at = whole && only !== null ? only.at : node.at;
  if (node.style !== 'plain') return { ...node, value: text, at };
  const value = /^(0|-?[1-9]\d{0,14})$/.test(text)
    ? Number(text)
    : text === 'true' || text === 'false'
      ? text === 'true'
      : text === ''
        ? null
        : text;
  return { ...node, value, at };
}
