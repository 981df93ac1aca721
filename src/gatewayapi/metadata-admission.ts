import type { Place } from '../source/location.ts';
import { mapAt, type MapNode } from '../source/node.ts';

/** An annotation or a label that the API server refuses. */
export interface MetadataFault {
  readonly block: 'annotation' | 'label';
  readonly key: string;
  /** A sentence without its full stop. */
  readonly reason: string;
  readonly at: Place;
}

/**
 * Annotations and labels that are no strings: a number or a boolean without quotes. A `null` is none of them: the API
 * server takes it for an empty string.
 */
export function metadataFaults(metadata: MapNode): readonly MetadataFault[] {
  return (['annotation', 'label'] as const).flatMap((block) =>
    [...(mapAt(metadata, `${block}s`)?.entries.values() ?? [])].flatMap(({ key, value }) => {
      if (value.kind !== 'scalar' || value.value === null || typeof value.value === 'string') return [];
      const reason = `The ${block} ${key} is a ${typeof value.value}; ${block}s are strings, so it needs quotes`;
      return [{ block, key, reason, at: value.at }];
    }),
  );
}
