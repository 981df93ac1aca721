import { ingressClass } from '../../kubernetes/kinds.ts';
import { isKustomizationName } from '../../source/kustomization-files.ts';
import { parseYaml } from '../../source/parse.ts';
import { type Node, get, listAt, stringAt } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import { directoryOf, resolvePath } from '../../source/paths.ts';

/** Kinds of which a chart of Kong renders what a review reads. */
const rendered = /^(Service|Deployment|DaemonSet|)$/;
/** Paths of a JSON patch that change ports, listens or names. */
const telling = /^\/(spec\/(ports|template\/spec\/(initC|c)ontainers)|metadata\/(name|namespace))\b|^\/?$|^\/spec$/;

/**
 * Whether a patch of some kustomizations may change the ports, listens or settings of what a chart
 * renders, or its IngressClass. Annotations, labels, replicas or the type of a Service change nothing a
 * review reads.
 */
export function mayPatchCharts(sources: Sources, usedPaths: readonly string[]): boolean {
  return usedPaths.filter(isKustomizationName).some((path) => {
    const root = sources.file(path)?.documents[0]?.root;
    if (listAt(root, 'transformers').length + listAt(root, 'replacements').length > 0) return true;
    const entries = [...listAt(root, 'patches'), ...listAt(root, 'patchesJson6902')].map((entry) => ({
      kind: stringAt(entry, 'target', 'kind')?.value ?? '',
      hasTarget: get(entry, 'target') !== undefined,
      patch: patchOf(entry, path, sources),
    }));
    const strategic = listAt(root, 'patchesStrategicMerge').map((entry) => ({
      kind: '',
      hasTarget: false,
      patch: entry.kind === 'scalar' ? textOf(String(entry.value), path, sources) : null,
    }));
    return [...entries, ...strategic].some(touches);
  });
}

/** A file of the tree, or the text itself where it is no path. */
function textOf(text: string, kustomization: string, sources: Sources): string | null {
  const path = text.includes('\n') ? null : resolvePath(directoryOf(kustomization), text);
  return (path === null ? undefined : sources.text(path)) ?? (text.includes('\n') ? text : null);
}

function patchOf(entry: Node, kustomization: string, sources: Sources): string | null {
  const inline = stringAt(entry, 'patch')?.value;
  const path = stringAt(entry, 'path')?.value;
  return inline ?? (path === undefined ? null : textOf(path, kustomization, sources));
}

function touches({ kind, hasTarget, patch }: { kind: string; hasTarget: boolean; patch: string | null }): boolean {
  if (kind === ingressClass.kind) return true;
  if (hasTarget && !rendered.test(kind)) return false;
  if (patch === null) return true;
  const documents = parseYaml('patch', patch).documents;
  if (documents.length === 0) return true;
  return documents.some(({ root }) => {
    if (root.kind === 'list') return root.items.some((item) => telling.test(stringAt(item, 'path')?.value ?? ''));
    if (stringAt(root, 'kind')?.value === ingressClass.kind) return true;
    if (!hasTarget && !rendered.test(stringAt(root, 'kind')?.value ?? '')) return false;
    return get(root, '$patch') !== undefined || changesSettings(root);
  });
}

function changesSettings(root: Node): boolean {
  if (get(root, 'spec', 'ports') !== undefined) return true;
  const pod = get(root, 'spec', 'template', 'spec');
  return [...listAt(pod, 'containers'), ...listAt(pod, 'initContainers')].some((container) =>
    ['env', 'envFrom', 'args', 'command', 'image', '$patch'].some((key) => get(container, key) !== undefined),
  );
}
