import { field } from '../../helm/go-template.ts';
import { mapAt, type MapNode, type Node } from '../../source/node.ts';
import { metadataOf, nameOf, valueOf, type Naming } from './app-template-names.ts';
import { switchedOn, templated } from './nodes.ts';

/** Objects of `rawResources`: since release 5 whole below `manifest`, before it what stands below `spec` beside kind and name. */
export function resourcesOf(naming: Naming): readonly (() => Node)[] {
  const resources = switchedOn(field(naming.values, 'rawResources'), true);
  return [...resources].map(
    ([id, own]) =>
      () =>
        resourceOf(own, nameOf(id, own, resources.size, naming), naming),
  );
}

function resourceOf(own: MapNode, name: string, { chart }: Naming): Node {
  const manifest = mapAt(own, 'manifest');
  const stated = manifest ?? own;
  const content = manifest ?? mapAt(own, 'spec');
  const annotated = manifest === undefined ? own : (mapAt(manifest, 'metadata') ?? own);
  const metadata = new Map(metadataOf(valueOf(annotated), name, chart, stated.at).entries);
  // It is Helm that applies it to the namespace of the release.
  metadata.delete('namespace');
  const namespace = mapAt(manifest, 'metadata')?.entries.get('namespace');
  if (namespace !== undefined) metadata.set('namespace', namespace);
  const entries = new Map(content?.entries);
  for (const key of ['apiVersion', 'kind']) {
    const entry = stated.entries.get(key);
    if (entry !== undefined) entries.set(key, entry);
  }
  entries.set('metadata', { key: 'metadata', keyAt: stated.at, value: { ...stated, entries: metadata } });
  return templated({ ...stated, entries }, chart);
}
