import { get, type Node } from '../source/node.ts';
import { matchesLabels, parseLabelSelector, type LabelSelector } from './label-selector.ts';
import { compileRegex } from './regex.ts';
import { originalId, type Resource } from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { rawText, textsOf } from './values.ts';

/** A compiled `target` of a patch. */
export type Selector = (resource: Resource) => boolean;

/**
 * Compiles a patch's target. Its fields are anchored regular expressions; name and namespace
 * match the present or the original one.
 */
export function compileSelector(target: Node): Selector {
  const field = (name: string) => compileAnchored(name, rawText(get(target, name)));
  const [group, version, kind] = [field('group'), field('version'), field('kind')];
  const [name, namespace] = [field('name'), field('namespace')];
  const labels = labelsOf(target, 'labelSelector');
  const annotations = labelsOf(target, 'annotationSelector');
  return (resource) => {
    const gvk = resource.id;
    if (!group(gvk.group) || !version(gvk.version) || !kind(gvk.kind)) return false;
    const [original, current] = [originalId(resource), resource.id];
    if (!namespace(original.namespace) && !namespace(current.namespace)) return false;
    if (!name(original.name) && !name(current.name)) return false;
    const metadata = get(resource.root, 'metadata');
    return (
      matchesLabels(labels, textsOf(get(metadata, 'labels'))) &&
      matchesLabels(annotations, textsOf(get(metadata, 'annotations')))
    );
  };
}

/** The label or annotation selector of a target; it selects all where it is absent. */
export function labelsOf(target: Node | undefined, field: 'labelSelector' | 'annotationSelector'): LabelSelector {
  const text = rawText(get(target, field));
  const selector = parseLabelSelector(text);
  if (selector === null) throw new Unbuildable(naming`${field} '${text.slice(0, 80)}' cannot be read`);
  return selector;
}

function compileAnchored(name: string, pattern: string): (text: string) => boolean {
  if (pattern === '') return () => true;
  const regex = compileRegex(pattern, '^(?:', ')$');
  if (regex === null) throw new Unbuildable(naming`the patch target's ${name} is not a valid regular expression`);
  return (text) => regex.test(text);
}
