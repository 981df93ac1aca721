import type { KubeObject } from '../../kubernetes/object.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { isReviewed } from '../../kubernetes/known-kinds.ts';
import { get, type Node } from '../../source/node.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Variables } from './filled-in.ts';

/**
 * Objects of which a part comes from variables whose values are not known, and the files that hold those.
 * @param written the objects before variables were filled in, in the same order
 */
export function unknownVariables(
  objects: readonly KubeObject[],
  written: readonly KubeObject[],
  kustomization: KubeObject,
  variables: Variables | null,
  { sources, kindOf }: TreeIndex,
): readonly Unrendered[] {
  if (variables === null) return [];
  const { sources: files, known } = variables;
  const isOurs = (object: KubeObject): boolean =>
    isReviewed(object) ||
    (kindOf(object.group, object.kind)?.matters === 'deploys' && sources.contains(object.path, 'kong', gatewayGroup));
  return objects.flatMap((object, i): readonly Unrendered[] => {
    if (!isOurs(object) || !holdsUnknown(object.root)) return [];
    const used = valuesIn(written[i] ?? object, variables);
    const postBuild = get(kustomization.root, 'spec', 'postBuild');
    const from = ['substituteFrom', 'substituteStrategy'].map((key) => textOfNode(get(postBuild, key)));
    return [
      {
        key: `variables of ${kustomization.path} ${kustomization.name.value} in ${object.path} ${object.kind} ${object.name.value}`,
        told: {
          path: kustomization.path,
          cause: 'unknown-value',
          reason: `sets variables of ${object.kind} ${object.name.value} (${object.path}) whose values are not known`,
        },
        charts: [],
        inputs: () =>
          new Map([
            [kustomization.path, [...from, used].join(' ')],
            ...[...files].map((path): [string, string] => [path, known.has(path) ? used : (sources.oid(path) ?? '')]),
          ]),
      },
    ];
  });
}

/** The known values that an object asks for: those of others decide nothing about it. */
function valuesIn(object: KubeObject, { values }: Variables): string {
  const text = textOfNode(object.root);
  return [...values]
    .flatMap(([name, { value }]) => (text.includes(`\${${name}`) ? JSON.stringify([name, value]) : []))
    .join();
}

function holdsUnknown(node: Node): boolean {
  if (node.kind === 'list') return node.items.some(holdsUnknown);
  if (node.kind === 'map') return [...node.entries.values()].some(({ value }) => holdsUnknown(value));
  return node.kind === 'unknown';
}
