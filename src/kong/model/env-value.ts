import type { Place } from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';

/** A variable of a container. */
export type EnvValue =
  | {
      readonly kind: 'value';
      readonly value: string;
      readonly at: Place;
      /** The scalar to edit when exactly one scalar holds the whole value; null when a chart composed it. */
      readonly node: ScalarNode | null;
      /** For a composed listen string: the place that made each entry, in order. */
      readonly entries: readonly Place[] | null;
    }
  | { readonly kind: 'unknown'; readonly reason: string; readonly at: Place };
