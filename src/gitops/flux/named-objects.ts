import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { NamedObject } from '../deployed/named-object.ts';
import { namingOf } from './missing-sources.ts';

/** The objects that Flux looks up for one of its own, but those that may be absent. */
export function namedObjects(object: KubeObject): readonly NamedObject[] {
  const spec = get(object.root, 'spec');
  const named = (field: string, what: string, node: Node | undefined, kind?: string): readonly NamedObject[] => {
    const stated = kind ?? stringAt(node, 'kind')?.value;
    const name = stringAt(node, 'name');
    if (stated === undefined || name === undefined || mayBeAbsent(node) || name.value === bootstrapped) return [];
    return [{ by: namingOf(object, field, what), kind: stated, namespace: spaceOf(node), name }];
  };
  const spaceOf = (node: Node | undefined): string | null => {
    const space = get(node, 'namespace');
    return space === undefined ? object.namespace : (stringAt(node, 'namespace')?.value ?? null);
  };
  const depends = listAt(spec, 'dependsOn').flatMap((item) => named('spec.dependsOn', 'dependency', item, object.kind));
  if (object.kind === 'Kustomization') {
    return [
      ...named('spec.sourceRef', 'source', get(spec, 'sourceRef')),
      ...depends,
      ...listAt(spec, 'postBuild', 'substituteFrom').flatMap((item) =>
        named('spec.postBuild.substituteFrom', 'variables', item),
      ),
    ];
  }
  return [
    ...named('spec.chart.spec.sourceRef', 'source', get(spec, 'chart', 'spec', 'sourceRef')),
    ...named('spec.chartRef', 'chart', get(spec, 'chartRef')),
    ...depends,
    ...listAt(spec, 'valuesFrom').flatMap((item) => named('spec.valuesFrom', 'values', item)),
  ];
}

/** What `flux bootstrap` and Flux Operator make, in a repository or not. */
const bootstrapped = 'flux-system';

/** Anything but a plain `false` may turn out to be true. */
function mayBeAbsent(node: Node | undefined): boolean {
  const optional = get(node, 'optional');
  return optional !== undefined && !(optional.kind === 'scalar' && optional.value === false);
}
