import type { ClusterView } from '../kong/model/cluster-view.ts';
import { nameOf } from '../kubernetes/object.ts';
import { withShortWords } from '../source/shortened.ts';

/** A listener whose conditions were predicted at base and are not at head, or an object of which nobody knows whether it is still there. */
export interface NoLongerVerified {
  readonly what: 'listener' | 'object';
  readonly cluster: string;
  /** The listener and its Gateway, or the object, as messages name them. */
  readonly about: string;
  readonly reason: string;
}

/** What a change takes from sight: listeners of head whose conditions were known before. */
export function noLongerVerified(
  before: readonly ClusterView[],
  after: readonly ClusterView[],
): readonly NoLongerVerified[] {
  if (before.length === 0) return [];
  const known = new Set(
    before.flatMap((cluster) =>
      listenersOf(cluster)
        .filter(({ isKnown }) => isKnown)
        .map(keyOf),
    ),
  );
  return after.flatMap((cluster) =>
    listenersOf(cluster)
      .filter((listener) => !listener.isKnown && listener.reason !== null && known.has(keyOf(listener)))
      .map(({ about, reason }) => ({
        what: 'listener' as const,
        cluster: cluster.name,
        about: withShortWords(about),
        reason: withShortWords(reason ?? ''),
      })),
  );
}

interface Seen {
  readonly cluster: string;
  readonly about: string;
  readonly isKnown: boolean;
  readonly reason: string | null;
}

function listenersOf({ name: cluster, gateways }: ClusterView): readonly Seen[] {
  return gateways.flatMap(({ gateway, listeners, unverified }) =>
    listeners.map((status) => ({
      cluster,
      about: `listener ${status.listener.name.value} of ${nameOf(gateway.object)}`,
      isKnown: status.conditions !== null,
      reason: status.unverified ?? unverified,
    })),
  );
}

function keyOf({ cluster, about }: Seen): string {
  return JSON.stringify([cluster, about]);
}
