import type { KubeObject } from '../../kubernetes/object.ts';
import type { Location } from '../../source/location.ts';

/** Which objects an annotation of Kong's is read on. */
export type AnnotationRole = 'route' | 'service' | 'ingress' | 'gateway' | 'gateway-class';

/** An annotation of Kong's that does nothing where it stands. */
export interface IdleAnnotation {
  readonly object: KubeObject;
  /** As written, with its prefix. */
  readonly key: string;
  /** The value for one that is ignored for it, else the key. */
  readonly at: Location;
  readonly why: IdleReason;
}

export type IdleReason =
  /** No release reads it; the one that is meant. */
  | { readonly kind: 'misspelt'; readonly meant: string }
  /** It is read on objects of another kind; the one that means the same here, where there is one. */
  | { readonly kind: 'elsewhere'; readonly on: AnnotationRole; readonly twin: string | null }
  /** Releases before read it not yet. */
  | { readonly kind: 'too-old'; readonly since: string }
  /** Releases from here on read it no more. */
  | { readonly kind: 'gone'; readonly since: string }
  | { readonly kind: 'value'; readonly value: string; readonly expected: string }
  /** The router takes expressions, in which it has no place. */
  | { readonly kind: 'expressions' }
  /** A redirect to HTTPS on a route that takes plain HTTP: Kong serves that instead. */
  | { readonly kind: 'takes-http'; readonly because: 'annotation' | 'default' | 'listeners' };
