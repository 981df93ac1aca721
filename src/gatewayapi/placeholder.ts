import { get, stringAt, type Node } from '../source/node.ts';
import type { Located } from '../source/location.ts';

/**
 * Why a text is not what the cluster will see: it holds something that a tool fills in on the way
 * there (Flux, envsubst, Helm, kustomize, a vault plugin), or null.
 */
export function placeholderIn(text: string): string | null {
  const found = /\$\{[^}]*\}|\$\([A-Za-z_]\w*\)|\{\{|<path:[^>]*>|\bref\+[a-z]+:\/\//.exec(text);
  return found === null ? null : `it holds ${found[0]}, which is filled in elsewhere`;
}

/** The string at a path, or why it is not known; undefined when absent or not a string. */
export function textAt(node: Node | undefined, ...path: readonly string[]): Located<string> | string | undefined {
  const found = get(node, ...path);
  if (found?.kind === 'unknown') return found.reason;
  const text = stringAt(found);
  return text === undefined ? undefined : (placeholderIn(text.value) ?? text);
}
