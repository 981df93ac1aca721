import { get, listAt, type Node } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import { kustomizationFileOf } from './kustomization.ts';
import { directoriesOf, directoryOf, isRemote, kustomizationNames, resolvePath } from './paths.ts';
import { rawText } from './values.ts';

/** What a kustomization names, by reading its file alone. */
export interface KustomizationFile {
  readonly directory: string;
  /** The kustomization file itself. */
  readonly path: string;
  /** Directories it includes as resources, bases or components; they may lack a kustomization. */
  readonly directories: readonly string[];
  /** Files of the tree that it reads: objects, patches, generator sources, values. */
  readonly files: readonly string[];
  /** Whether it inflates Helm charts. */
  readonly hasCharts: boolean;
  readonly isComponent: boolean;
}

/** The kustomizations of a tree. */
export interface Kustomizations {
  /** Directories that nothing else includes and that are no components, sorted. */
  readonly roots: readonly string[];
  /** Every directory with one kustomization file. */
  readonly byDirectory: ReadonlyMap<string, KustomizationFile>;
}

/** Finds the kustomizations of a tree and who includes whom. Parses their own files and no other. */
export function kustomizationRoots(sources: Sources): Kustomizations {
  const byDirectory = new Map<string, KustomizationFile>();
  for (const path of sources.paths) {
    if (!kustomizationNames.includes(path.slice(path.lastIndexOf('/') + 1))) continue;
    const directory = directoryOf(path);
    if (kustomizationFileOf(sources, directory) !== path) continue;
    const root = sources.file(path)?.documents[0]?.root;
    if (root?.kind === 'map') byDirectory.set(directory, readFile(sources, directory, path, root));
  }
  const included = new Set([...byDirectory.values()].flatMap(({ directories }) => directories));
  const roots = [...byDirectory.values()]
    .filter(({ directory, isComponent }) => !isComponent && !included.has(directory))
    .map(({ directory }) => directory);
  return { roots: roots.toSorted(), byDirectory };
}

function readFile(sources: Sources, directory: string, path: string, root: Node): KustomizationFile {
  const local = [...new Set(namesIn(root))]
    .filter((name) => name !== '' && !/[\n{]/.test(name) && !isRemote(name))
    .flatMap((name) => resolvePath(directory, name) ?? []);
  return {
    directory,
    path,
    directories: local.filter((name) => name !== directory && directoriesOf(sources).has(name)),
    files: local.filter((name) => sources.has(name)),
    hasCharts: listAt(root, 'helmCharts').length + listAt(root, 'helmChartInflationGenerator').length > 0,
    isComponent: rawText(get(root, 'kind')) === 'Component',
  };
}

const pathLists = [
  'resources',
  'bases',
  'components',
  'patchesStrategicMerge',
  'configurations',
  'crds',
  'generators',
  'transformers',
  'validators',
];

function namesIn(root: Node): string[] {
  const texts = (nodes: readonly Node[]) => nodes.map((node) => rawText(node));
  const fields = (list: string, field: string) => listAt(root, list).map((entry) => rawText(get(entry, field)));
  const lists = (list: string, field: string) => listAt(root, list).flatMap((entry) => texts(listAt(entry, field)));
  const generators = ['configMapGenerator', 'secretGenerator'];
  return [
    ...pathLists.flatMap((name) => texts(listAt(root, name))),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((name) => fields(name, 'path')),
    ...generators.flatMap((name) => [...lists(name, 'envs'), ...fields(name, 'env')]),
    ...generators.flatMap((name) => lists(name, 'files').map((file) => file.slice(file.indexOf('=') + 1))),
    ...fields('helmCharts', 'valuesFile'),
    ...lists('helmCharts', 'additionalValuesFiles'),
    ...fields('helmChartInflationGenerator', 'values'),
  ];
}
