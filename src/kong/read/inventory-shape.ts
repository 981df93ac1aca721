import { isList } from '../../source/json.ts';
import type { Json } from '../../source/node.ts';
import { field, isDeeper, text } from './inventory-json.ts';

/** The clusters of an inventory, by their names. */
export interface InventoryClusters {
  readonly root: Json;
  readonly byName: ReadonlyMap<string, Json>;
  /** The only one that it has. */
  readonly only: Json | null;
}

const mostDepth = 40;

/** A text as an inventory, or why it is none: the first thing that is not as `portcullis map` writes it. */
export function inventoryClusters(source: string): InventoryClusters | string {
  if (isDeeper(source, mostDepth)) return 'it is nested too deeply';
  const root = parsed(source);
  const clusters = root === null ? null : field(root, 'clusters');
  if (root === null || field(root, 'version') !== 1 || clusters === null || !isList(clusters))
    return 'it is no JSON of "portcullis map", version 1';
  const fault = clusters.map(clusterFault).find((each) => each !== null);
  if (fault !== undefined) return `it is no JSON of "portcullis map": ${fault}`;
  const named = clusters.map((cluster) => [text(cluster, 'name') ?? '', cluster] as const);
  // Of two of one name the first counts.
  return {
    root,
    byName: new Map(named.toReversed()),
    only: clusters.length === 1 ? (clusters[0] ?? null) : null,
  };
}

function parsed(source: string): Json | null {
  try {
    // Some shells write a byte order mark at the head of what they redirect.
    return JSON.parse(source.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return null;
  }
}

/** What of a cluster is not of the type that it has to be. */
function clusterFault(cluster: Json, index: number): string | null {
  const path = `clusters[${index}]`;
  if (typeof field(cluster, 'name') !== 'string') return `${path} has no name`;
  const lists = ['controllers', 'gateways'].map((key) => {
    const items = field(cluster, key);
    if (items === null || !isList(items)) return `${path}.${key} is no list`;
    const nameless = items.findIndex((item) => typeof field(item, 'name') !== 'string');
    return nameless < 0 ? null : `${path}.${key}[${nameless}] has no name`;
  });
  return lists.find((fault) => fault !== null) ?? null;
}
