import type { MapNode } from '../source/node.ts';
import type { Resource } from './resource.ts';
import { emptyMap, isNull, stringNode, withEntry, withoutEntry } from './values.ts';

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
