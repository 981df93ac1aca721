import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';
import type { Sources } from '../source/sources.ts';

/** What evaluates rules of definitions that the trees hold; null, with nothing loaded, where they hold none. */
export async function expressionsFor(trees: readonly (Sources | null)[]): Promise<CreateExpressions | null> {
  if (!trees.some((tree) => tree !== null && holdsRules(tree))) return null;
  const { loadedExpressions } = await import('./loaded-expressions.ts');
  return loadedExpressions();
}

function holdsRules(tree: Sources): boolean {
  return tree.paths.some((path) => /\.(?:ya?ml|json)$/.test(path) && tree.contains(path, 'x-kubernetes-validations'));
}
