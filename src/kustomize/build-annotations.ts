import { withEntry as entriesWith } from '../source/entries.ts';
import type { MapNode, Node } from '../source/node.ts';
import type { Resource } from './resource.ts';
import { emptyMap, isNull, mapEntries, rawText, stringNode, withEntries, withEntry, withoutEntry } from './values.ts';

const group = 'internal.config.kubernetes.io';

/**
 * Kustomize keeps its memory of an object among the object's annotations while it builds, where a
 * JSON patch finds it: so a map of annotations is there even if no file has one.
 * Source: `api/internal/utils/annotations.go` of kustomize 5.7.1.
 */
function buildAnnotationsOf({ previous, prefixes, suffixes, behavior, needsHash }: Resource): Map<string, string> {
  const joined = new Map<string, readonly string[]>([
    ['previousKinds', previous.map(({ kind }) => kind)],
    ['previousNames', previous.map(({ name }) => name)],
    ['previousNamespaces', previous.map(({ namespace }) => namespace)],
    ['prefixes', prefixes],
    ['suffixes', suffixes],
    ['generatorBehavior', behavior === null ? [] : [behavior]],
    ['needsHashSuffix', needsHash ? ['enabled'] : []],
  ]);
  const annotations = new Map<string, string>();
  for (const [name, texts] of joined) if (texts.length > 0) annotations.set(`${group}/${name}`, texts.join(','));
  return annotations;
}

/** The object as a JSON patch finds it, with kustomize's own annotations. */
export function withBuildAnnotations(resource: Resource): MapNode {
  const { root } = resource;
  const own = buildAnnotationsOf(resource);
  const metadata = root.entries.get('metadata')?.value;
  const given = metadata?.kind === 'map' ? metadata.entries.get('annotations')?.value : undefined;
  if (own.size === 0 || metadata?.kind !== 'map' || (given?.kind !== 'map' && !isNull(given))) return root;
  let annotations = given?.kind === 'map' ? given : emptyMap(metadata.at);
  for (const [key, text] of own) annotations = withEntry(annotations, key, stringNode(text, annotations.at));
  return withEntry(root, 'metadata', withEntry(metadata, 'annotations', annotations));
}

/** The object without them. Kustomize restores those that a patch takes away, so nothing is forgotten. */
export function withoutBuildAnnotations(root: MapNode): MapNode {
  const metadata = root.entries.get('metadata')?.value;
  const annotations = metadata?.kind === 'map' ? metadata.entries.get('annotations')?.value : undefined;
  if (metadata?.kind !== 'map' || annotations?.kind !== 'map') return root;
  let kept = annotations;
  for (const key of annotations.entries.keys()) if (key.startsWith(`${group}/`)) kept = withoutEntry(kept, key);
  if (kept === annotations) return root;
  const rest =
    kept.entries.size === 0 ? withoutEntry(metadata, 'annotations') : withEntry(metadata, 'annotations', kept);
  return withEntry(root, 'metadata', rest);
}

/**
 * Annotations reach the output as strings; an empty map of them disappears. Both because
 * kustomize keeps its own notes among them and writes the map anew.
 */
export function withPlainAnnotations(root: MapNode): MapNode {
  const metadata = root.entries.get('metadata')?.value;
  const annotations = metadata?.kind === 'map' ? metadata.entries.get('annotations')?.value : undefined;
  if (metadata?.kind !== 'map' || annotations === undefined || annotations.kind === 'unknown') return root;
  const kept = annotations.kind === 'map' ? mapEntries(annotations, asString) : undefined;
  if (kept === undefined || kept.entries.size === 0)
    return withEntry(root, 'metadata', withoutEntry(metadata, 'annotations'));
  if (kept === annotations) return root;
  const entries = entriesWith(metadata.entries, { key: 'annotations', keyAt: annotations.at, value: kept });
  return withEntry(root, 'metadata', withEntries(metadata, entries));
}

function asString(value: Node): Node {
  if (value.kind === 'unknown' || (value.kind === 'scalar' && typeof value.value === 'string')) return value;
  return stringNode(rawText(value), value.at);
}
