import { type Node, stringAt } from '../../source/node.ts';
import { resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** What the kustomizations of a tree take in. */
export interface KustomizeGraph {
  /** Directories of kustomizations that no other one includes, components aside. */
  readonly roots: readonly string[];
  /** Files that some kustomization names: resources, patches, values, generator files. */
  readonly files: ReadonlySet<string>;
}

/** Hostile input may nest without end; the parser bounds it, and so does this walk. */
const mostScalars = 20_000;

/** Reads the relevant kustomizations; every scalar that is a path of the tree counts as a reference. */
export function kustomizeGraph(index: TreeIndex): KustomizeGraph {
  const files = new Set<string>();
  const included = new Set<string>();
  const components = new Set<string>();
  for (const [directory, path] of index.kustomizations) {
    for (const document of index.sources.file(path)?.documents ?? []) {
      if (stringAt(document.root, 'kind')?.value === 'Component') components.add(directory);
      for (const text of scalars(document.root)) {
        const target = resolvePath(directory, text);
        if (target === null || target === directory) continue;
        if (index.sources.has(target)) files.add(target);
        else if (index.hasKustomization(target)) included.add(target);
      }
    }
  }
  const roots = [...index.kustomizations.keys()].filter(
    (directory) => !included.has(directory) && !components.has(directory),
  );
  return { roots: roots.toSorted(), files };
}

function* scalars(root: Node): Generator<string> {
  const left: Node[] = [root];
  for (let count = 0; count < mostScalars; count++) {
    const node = left.pop();
    if (node === undefined) return;
    if (node.kind === 'list') left.push(...node.items);
    else if (node.kind === 'map') for (const entry of node.entries.values()) left.push(entry.value);
    else if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.length < 300) {
      // A generator may name its file `key=path`.
      yield node.value.slice(node.value.indexOf('=') + 1);
    }
  }
}
