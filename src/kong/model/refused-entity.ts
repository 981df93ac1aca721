import type { KubeObject } from '../../kubernetes/object.ts';
import type { Location, Place } from '../../source/location.ts';
import type { EntityProblem } from '../schema/entity-problem.ts';
import type { RouterFlavor } from '../schema/kong-route.ts';
import type { Controller } from './model.ts';
import type { Reach } from './reach.ts';

/** A route, a Service, a consumer or a set of plugins that a controller sends to Kong and that Kong refuses. */
export interface RefusedEntity {
  readonly object: KubeObject;
  readonly controller: Controller;
  readonly reach: Reach;
  /** `Kong 3.9.1`: whose schema says so. */
  readonly kong: string;
  /** The flavors of Kong's router that it may have: all of them refuse it. */
  readonly flavors: readonly RouterFlavor[];
  readonly at: Location;
  readonly field: string;
  readonly problem: EntityProblem | TwinProblem;
  /** Other places that are part of it. */
  readonly related: readonly { readonly at: Place; readonly what: RelatedPart }[];
  /** Whether it holds only as long as nothing outside the tree changes it. */
  readonly isLikely: boolean;
  /** Whether the controller's webhook asks Kong about it before it is stored, where that is set up. */
  readonly isAskedBefore: boolean;
}

export type RelatedPart =
  'the-route-that-sends-it' | 'the-other-plugin' | 'the-other-place' | 'the-other-route' | 'the-other-consumer';

/** Two entities that Kong takes to be one. */
export type TwinProblem =
  /** Plugins of one type on one route, Service or consumer; where both are one object, it is named twice. */
  | {
      readonly kind: 'plugin-twice';
      readonly plugin: string;
      readonly names: readonly [string, string];
      readonly on: 'route' | 'service' | 'consumer';
    }
  /** Consumers of one username. */
  | { readonly kind: 'consumer-twice'; readonly username: string; readonly other: string }
  /** Routes of one name: why the controller makes them. */
  | { readonly kind: 'route-twice'; readonly cause: 'redirect-matches' | 'hostnames' | 'names'; readonly name: string };
