import type { Located } from './location.ts';
import type { Node } from './node.ts';

/**
 * A placeholder in braces that stands without quotes, as a text: `{NAMESPACE}`, `{.namespace}` and `{{ namespace }}` are
 * maps of one key and no value to YAML. Nobody writes such a map for what it is. Undefined for any other value.
 */
export function bracePlaceholder(node: Node | undefined): Located<string> | undefined {
  if (node?.kind !== 'map' || !node.flow || node.entries.size !== 1) return undefined;
  const [only] = node.entries.values();
  if (only?.value.kind !== 'scalar' || only.value.value !== null || only.value.text !== '') return undefined;
  return { value: /^[\w.-]+$/.test(only.key) ? `{${only.key}}` : '{placeholder}', at: node.at };
}
