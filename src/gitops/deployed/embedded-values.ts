import { doubtOf, type Doubt } from '../../source/doubt.ts';
import { embeddedRoot, linesOf } from '../../source/embedded.ts';
import { type Place, isLocation } from '../../source/location.ts';
import { mapped } from '../../source/entries.ts';
import { movedTo, type Node, type ScalarNode, scalarWith } from '../../source/node.ts';
import { parseYaml } from '../../source/parse.ts';
import type { Sources } from '../../source/sources.ts';
import { fileLayer } from './release.ts';
import { emptyMap } from '../../helm/set-path.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';

/** Values written as a block of text within another file. */
export function embeddedLayer(node: ScalarNode, sources: Sources, label: string): ValuesLayer | Doubt {
  const text = isLocation(node.at) ? sources.text(node.at.path) : undefined;
  if (text === undefined || !isLocation(node.at)) return doubtOf('missing', `the ${label} are not in the repository`);
  // A generator of kustomize put a whole file there: its lines are the ones to show.
  if (node.value === text) return fileLayer(sources, node.at.path);
  const asWritten = text.slice(node.at.start, node.at.end) === node.text;
  const read = asWritten ? embeddedRoot(node, linesOf(sources, node.at.path)) : filledIn(node);
  if ('reason' in read) return doubtOf(read.cause, `the ${label} could not be read: ${read.reason}`);
  if (read.root.kind === 'scalar' && read.root.value === null) return { label, root: emptyMap(node.at) };
  return read.root.kind === 'map' ? { label, root: read.root } : doubtOf('syntax', `the ${label} are not a map`);
}

/** A block with its placeholders filled in stands nowhere as it is; all of it is shown at the block. */
function filledIn(node: ScalarNode): { readonly root: Node } | Doubt {
  const file = parseYaml('values', String(node.value));
  const [document] = file.documents;
  if (file.unread !== null) return doubtOf(file.unread.cause, file.unread.reason);
  if (document === undefined) return { root: scalarWith(node, { value: null }) };
  return file.problems.some(({ kind }) => kind === 'syntax')
    ? doubtOf('syntax', 'not valid YAML')
    : { root: placedAt(document.root, node.at) };
}

function placedAt(node: Node, at: Place): Node {
  if (node.kind === 'list') return { ...node, at, items: node.items.map((item) => placedAt(item, at)) };
  if (node.kind !== 'map') return movedTo(node, at);
  const entries = mapped(node.entries, ({ key, value }) => ({ key, keyAt: at, value: placedAt(value, at) }));
  return { ...node, at, entries };
}
