import { type Node, get } from './node.ts';
import { baseName } from './paths.ts';

/** Whether kustomize takes a file for the kustomization of its directory. */
export function isKustomizationName(path: string): boolean {
  return /^(kustomization\.ya?ml|Kustomization)$/.test(baseName(path));
}

/** Fields whose strings name files that hold objects, patches or values; kustomize reads them whatever they are called. */
const lists = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'patchesStrategicMerge',
];
const listsOfMaps: readonly (readonly [list: string, key: string])[] = [
  ['patches', 'path'],
  ['patchesJson6902', 'path'],
  ['replacements', 'path'],
  ['helmCharts', 'valuesFile'],
];

/** What a kustomization names in fields whose files hold objects, patches or values; directories and addresses too. */
export function namesInKustomization(root: Node): readonly string[] {
  const named = lists.flatMap((field) => itemsOf(get(root, field)));
  const inMaps = listsOfMaps.flatMap(([list, key]) => itemsOf(get(root, list)).flatMap((item) => get(item, key) ?? []));
  return [...named, ...inMaps].flatMap((node) =>
    node.kind === 'scalar' && typeof node.value === 'string' && !node.value.includes('\n') ? [node.value] : [],
  );
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}
