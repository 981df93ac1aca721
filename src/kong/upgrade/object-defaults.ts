import type { FilledIn } from '../../kubernetes/schema/common-defaults.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { pairsOf, type Difference } from './comparison.ts';

/**
 * What the API server fills in otherwise where an object says nothing, in fields that both definitions have: of a field
 * that only one of them has it is told that it is dropped, or no longer.
 */
export function compareObjectDefaults(before: ClusterView, after: ClusterView): readonly Difference[] {
  return pairsOf(before.objects, after.objects, keyOf).flatMap(({ after: object }): readonly Difference[] => {
    // The same object under both: what else changes in it is no matter of definitions.
    const [old, now] = [before.defaultsOf(object), after.defaultsOf(object)];
    if (old === null || now === null) return [];
    return [...new Map([...old.filledIn, ...now.filledIn])].flatMap(([field, { path }]): readonly Difference[] => {
      const [was, is] = [textOf(old.filledIn.get(field)), textOf(now.filledIn.get(field))];
      if (was === is || !old.knows(path) || !now.knows(path)) return [];
      return [
        {
          area: 'object-default',
          about: nameOf(object),
          field,
          before: was,
          after: is,
          effect: 'changes',
          at: object.name.at,
        },
      ];
    });
  });
}

function keyOf({ group, kind, namespace, name }: KubeObject): string {
  return JSON.stringify([group, kind, namespace, name.value]);
}

function textOf(filled: FilledIn | undefined): string | null {
  return filled === undefined ? null : JSON.stringify(filled.value);
}
