import type { KubeObject } from '../kubernetes/object.ts';
import type { BreachKind } from '../kubernetes/schema/model/breach.ts';
import type { KongController } from '../kubernetes/schema/published.ts';
import type { Location } from '../source/location.ts';

/** One reason for which the API server refuses an object. */
export interface ObjectBreach {
  readonly kind: BreachKind;
  /** Where it is written, or the closest value around what is missing. */
  readonly at: Location;
  /** As the API server writes it: `spec.listeners[0].port`. */
  readonly path: string;
  /** The items of lists around it, by their names where they have one: `listeners[http]`. */
  readonly within: readonly string[];
  readonly message: string;
  /**
   * What comes of it where the object is in the cluster already: `refused` on whatever the change does, `let-through` as
   * long as that part stays as it is (Kubernetes 1.30 and later), `uncertain` where the candidates do not agree. Absent
   * for a new object.
   */
  readonly onUpdate?: 'refused' | 'let-through' | 'uncertain';
}

/** A field that the API server does not know. */
export interface UnknownField {
  readonly at: Location;
  readonly path: string;
  readonly key: string;
  /** The known field that is meant, or null. */
  readonly nearest: string | null;
}

/** A kind or version that no definition serves. */
export interface NotServed {
  readonly at: Location;
  /** The kind that is meant, where there is none of that name. */
  readonly nearestKind: string | null;
  /** The versions in which the kind is served; empty where there is no such kind. */
  readonly versions: readonly string[];
  /** A release that serves it, where one is known. */
  readonly servedBy: string | null;
  /** The controller that brings the kind, where it is not in the tree: it may come from elsewhere. */
  readonly missing: KongController | null;
}

/** What the API server says of an object of the tree. */
export interface ObjectVerdict {
  readonly object: KubeObject;
  /** The definitions it rests on, `Gateway API 1.3.0, standard channel`; null for kinds of the core group. */
  readonly label: string | null;
  /** Where the tree says that those are installed; null where it does not, or says it of several. */
  readonly statedAt: Location | null;
  readonly notServed: NotServed | null;
  /** Why the object is refused; none where it is taken, and where the candidates do not agree. */
  readonly breaches: readonly ObjectBreach[];
  readonly unknownFields: readonly UnknownField[];
  /** Whether nothing is found wrong, and a rule of the API server for it cannot be judged here. */
  readonly isUnverified: boolean;
}

/** Whether there is anything to tell: most objects are taken as they are. */
export function saysAnything({ notServed, breaches, unknownFields }: ObjectVerdict): boolean {
  return notServed !== null || breaches.length > 0 || unknownFields.length > 0;
}
