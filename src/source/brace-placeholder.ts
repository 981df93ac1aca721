import type { Node } from './node.ts';

/**
 * Whether a value is a placeholder in braces that stands without quotes: `{NAMESPACE}`, `{.namespace}` and
 * `{{ namespace }}` are maps of one key and no value to YAML. Nobody writes such a map for what it is.
 */
export function isBracePlaceholder(node: Node | undefined): boolean {
  if (node?.kind !== 'map' || !node.flow || node.entries.size !== 1) return false;
  const [only] = node.entries.values();
  return only?.value.kind === 'scalar' && only.value.value === null && only.value.text === '';
}
