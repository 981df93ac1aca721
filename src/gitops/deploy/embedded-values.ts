import { embeddedRoot } from '../../source/embedded.ts';
import { isLocation } from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import type { ValuesLayer } from '../cluster.ts';
import { fileLayer } from './release.ts';
import { emptyMap } from './set-path.ts';

/** Values written as a block of text within another file. */
export function embeddedLayer(
  node: ScalarNode,
  sources: Sources,
  label: string,
): ValuesLayer | { readonly problem: string } {
  const text = isLocation(node.at) ? sources.text(node.at.path) : undefined;
  if (text === undefined) return { problem: `the ${label} are not in the tree` };
  // A generator of kustomize put a whole file there: its lines are the ones to show.
  if (isLocation(node.at) && node.value === text) return fileLayer(sources, node.at.path);
  const read = embeddedRoot(node, text);
  if ('problem' in read) return { problem: `the ${label} could not be read: ${read.problem}` };
  if (read.root.kind === 'scalar' && read.root.value === null) return { label, root: emptyMap(node.at) };
  return read.root.kind === 'map' ? { label, root: read.root } : { problem: `the ${label} are not a map` };
}
