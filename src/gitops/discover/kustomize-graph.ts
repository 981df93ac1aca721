import { type Node, stringAt } from '../../source/node.ts';
import { resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** What the kustomizations of a tree take in. */
export interface KustomizeGraph {
  /** Directories of kustomizations that no other one includes, components aside; of those that include each other, one. */
  readonly roots: readonly string[];
  /** Files that some kustomization names: resources, patches, values, generator files. */
  readonly files: ReadonlySet<string>;
  /** The files that the kustomization of a directory names, itself or through others. */
  readonly filesBehind: (directory: string) => ReadonlySet<string>;
}

/** What one kustomization names. */
interface Named {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** Reads the relevant kustomizations; every scalar that is a path of the tree counts as a reference. */
export function kustomizeGraph(index: TreeIndex): KustomizeGraph {
  const named = new Map<string, Named>();
  const components = new Set<string>();
  for (const [directory, path] of index.kustomizations) {
    const files: string[] = [];
    const directories: string[] = [];
    for (const document of index.sources.file(path)?.documents ?? []) {
      if (stringAt(document.root, 'kind')?.value === 'Component') components.add(directory);
      for (const text of scalars(document.root)) {
        const target = resolvePath(directory, text);
        if (target === null || target === directory) continue;
        if (index.sources.has(target)) files.push(target);
        else if (index.hasKustomization(target)) directories.push(target);
      }
    }
    named.set(directory, { files, directories });
  }
  const included = new Set([...named.values()].flatMap(({ directories }) => directories));
  const free = [...index.kustomizations.keys()].filter(
    (directory) => !included.has(directory) && !components.has(directory),
  );
  return {
    roots: [...free, ...rootsOfCycles(named, [...free, ...components])].toSorted(),
    files: new Set([...named.values()].flatMap(({ files }) => files)),
    filesBehind: (directory) =>
      new Set([...directoriesBehind(directory, named)].flatMap((each) => named.get(each)?.files ?? [])),
  };
}

/** One directory of each group that only its own members lead to. */
function rootsOfCycles(named: ReadonlyMap<string, Named>, starts: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  for (const start of starts) reach(start, named, reached);
  const roots: string[] = [];
  for (const directory of [...named.keys()].toSorted()) {
    if (reached.has(directory)) continue;
    roots.push(directory);
    reach(directory, named, reached);
  }
  return roots;
}

/** Adds a directory and what it leads to, but for what was reached before. */
function reach(start: string, named: ReadonlyMap<string, Named>, reached: Set<string>): void {
  const left = [start];
  for (let directory = left.pop(); directory !== undefined; directory = left.pop()) {
    if (reached.has(directory)) continue;
    reached.add(directory);
    left.push(...(named.get(directory)?.directories ?? []));
  }
}

function directoriesBehind(directory: string, named: ReadonlyMap<string, Named>): ReadonlySet<string> {
  const reached = new Set<string>();
  reach(directory, named, reached);
  return reached;
}

function* scalars(root: Node): Generator<string> {
  const left: Node[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.kind === 'list') left.push(...node.items);
    else if (node.kind === 'map') for (const entry of node.entries.values()) left.push(entry.value);
    else if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.length < 300) {
      // A generator may name its file `key=path`.
      yield node.value.slice(node.value.indexOf('=') + 1);
    }
  }
}
