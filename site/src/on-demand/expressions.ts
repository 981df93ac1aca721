import type { CreateExpressions } from '../../../src/kubernetes/schema/model/expressions.ts';

let loaded: CreateExpressions | null = null;

/** In place of the engine's own of this name: null, with which no rule is judged, until `loadExpressions` was called. */
export function loadedExpressions(): CreateExpressions | null {
  return loaded;
}

/** Loads what evaluates rules of definitions, where files hold some. */
export async function loadExpressions(files: Iterable<string>): Promise<void> {
  if (loaded !== null || ![...files].some((text) => text.includes('x-kubernetes-validations'))) return;
  const module = await import('../../../src/review/loaded-expressions.ts');
  loaded = module.loadedExpressions();
}
