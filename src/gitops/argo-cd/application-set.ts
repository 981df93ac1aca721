import { type MapNode, type Node, type ScalarNode, get, listAt, mapAt, stringAt } from '../../source/node.ts';
import type { KubeObject } from '../cluster.ts';
import { type Content, nothing } from '../deploy/content.ts';
import { mapEntries } from '../deploy/map-scalars.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type Parameters, generate } from './generators.ts';

/**
 * The Applications that an ApplicationSet generates from the tree. A generator that asks a cluster
 * or a server gives one Application that stands for all of them, with its parameters unknown.
 */
export function applicationsOf(object: KubeObject, index: TreeIndex): Content {
  const spec = get(object.root, 'spec');
  const template = mapAt(spec, 'template');
  if (template === undefined) return nothing;
  const title = `Argo CD ApplicationSet ${object.name.value}`;
  const { turns, unknown } = generate(listAt(spec, 'generators'), index);
  const reasons = [unknown, get(spec, 'templatePatch') === undefined ? null : 'its templatePatch is not applied'];
  const all: readonly Parameters[] = turns.length === 0 && unknown !== null ? [new Map()] : turns;
  return {
    ...nothing,
    objects: all.map((turn) => applicationAt(object, template, turn)),
    unverified: reasons.flatMap((reason) => (reason === null ? [] : [{ about: title, reason, hidesObjects: true }])),
  };
}

function applicationAt(set: KubeObject, template: MapNode, turn: Parameters): KubeObject {
  const root = mapEntries(template, (scalar) => filled(scalar, turn));
  const name = stringAt(root, 'metadata', 'name') ?? set.name;
  return { ...set, kind: 'Application', name, namespace: set.namespace, root };
}

/** `{{path.basename}}`, `{{ .path.basename }}` and `{{index .path.segments 1}}`; nothing else is evaluated. */
const placeholder = /\{\{-?\s*([^{}]*?)\s*-?\}\}/g;

function filled(scalar: ScalarNode, turn: Parameters): Node {
  if (typeof scalar.value !== 'string' || !scalar.value.includes('{{')) return scalar;
  let missing: string | null = null;
  let only: ScalarNode | null = null;
  const value = scalar.value.replace(placeholder, (whole, expression: string) => {
    const found = turn.get(keyOf(expression));
    if (found === undefined) missing ??= whole;
    else only = found;
    return String(found?.value ?? '');
  });
  if (missing !== null)
    return {
      kind: 'unknown',
      reason: /^\{\{-?\s*\.?[\w.-]{1,60}\s*-?\}\}$/.test(missing)
        ? `${String(missing)} of the ApplicationSet is not known`
        : 'a template of the ApplicationSet does more than fill in parameters',
      at: scalar.at,
    };
  return { ...scalar, value, text: value, style: 'plain', at: placeOf(scalar, only) };
}

/** A scalar that is one placeholder and nothing else was written where the generator has its value. */
function placeOf(scalar: ScalarNode, only: ScalarNode | null): ScalarNode['at'] {
  return only !== null && /^\{\{[^{}]*\}\}$/.test(String(scalar.value).trim()) ? only.at : scalar.at;
}

function keyOf(expression: string): string {
  const index = /^index\s+\.([\w.]+)\s+(\d+)$/.exec(expression);
  if (index !== null) return `${index[1] ?? ''}.${index[2] ?? ''}`;
  return expression.replace(/^\./, '');
}
