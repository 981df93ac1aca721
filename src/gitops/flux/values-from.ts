import { type Cause, type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { type Node, get, listAt, stringAt } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import { embeddedLayer } from '../deployed/embedded-values.ts';
import { type Assignment, type GivenValues } from '../deployed/release.ts';
import { parseSetPath, typedScalar } from '../../helm/set-path.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import { findObject } from './lookup.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import { shortName } from '../../source/shortened.ts';

/**
 * `spec.valuesFrom`, in its order: whole layers from ConfigMaps of the tree, and single values by
 * `targetPath`. What a Secret holds is never known.
 */
export function valuesFrom(object: KubeObject, sources: Sources, lookup: ObjectLookup): GivenValues {
  const layers: ValuesLayer[] = [];
  const assignments: Assignment[] = [];
  const doubts: Doubt[] = [];
  for (const item of listAt(object.root, 'spec', 'valuesFrom')) {
    const part = onePart(item, object, sources, lookup);
    if ('root' in part) layers.push(part);
    else if ('steps' in part) assignments.push(part);
    else if ('reason' in part) doubts.push(part);
  }
  return { layers, assignments, unverified: joinDoubts(...doubts) };
}

/** Nothing where an optional one is not there. */
type Part = ValuesLayer | Assignment | Doubt | { readonly absent: true };

function onePart(item: Node, object: KubeObject, sources: Sources, lookup: ObjectLookup): Part {
  const kind = stringAt(item, 'kind')?.value ?? '';
  const name = stringAt(item, 'name')?.value ?? '';
  const [shownKind, shown] = [shortName(kind), shortName(name)];
  const key = stringAt(item, 'valuesKey')?.value ?? 'values.yaml';
  const target = stringAt(item, 'targetPath');
  const steps = target === undefined ? undefined : parseSetPath(target.value);
  if (steps === null)
    return doubtOf('unsupported', `the targetPath ${JSON.stringify(target?.value)} could not be read`);
  const unknownPart = (cause: Cause, reason: string, ...paths: readonly string[]): Part =>
    steps === undefined ? doubtOf(cause, reason, ...paths) : { steps, value: { kind: 'unknown', reason, at: item.at } };
  if (kind !== 'ConfigMap') {
    const stated = lookup.everywhere(kind, name).map(({ path }) => path);
    return unknownPart('unknown-value', `values come from ${shownKind} ${shown}`, ...new Set(stated));
  }
  const found = findObject(lookup, 'ConfigMap', name, object.namespace);
  const value = get(found?.root, 'data', key);
  if (value === undefined) {
    const optional = get(item, 'optional');
    const isOptional = optional?.kind === 'scalar' && optional.value === true;
    return isOptional && found !== null
      ? { absent: true }
      : unknownPart(
          'missing',
          `values come from ConfigMap ${shown}, of which ${shortName(key)} is not in the repository`,
        );
  }
  if (value.kind === 'unknown')
    return unknownPart('unknown-value', `${shortName(key)} of ConfigMap ${shown} is not known: ${value.reason}`);
  if (value.kind !== 'scalar')
    return unknownPart('unknown-value', `${shortName(key)} of ConfigMap ${shown} is not text`);
  if (steps !== undefined) return { steps, value: typedScalar(value, false) };
  return embeddedLayer(value, sources, `values of ConfigMap ${shown}`);
}
