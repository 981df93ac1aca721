import type { PluginRef } from '../../gatewayapi/route.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Absence } from './absence.ts';
import type { Controller } from './model.ts';

/** What names a plugin. */
export type PluginNamer = 'route' | 'ingress' | 'service' | 'consumer' | 'consumer-group';

/** A plugin that is named by an object that a controller of Kong's reads. */
export interface PluginReference {
  readonly ref: PluginRef;
  /** The route or Ingress, the Service behind one, the consumer or the group that names it. */
  readonly namer: KubeObject;
  readonly as: PluginNamer;
  /** The routes and Ingresses whose requests it is for: none for consumers. */
  readonly routes: readonly KubeObject[];
  /** The one object that is meant; null where there is none, or several may be. */
  readonly plugin: KubeObject | null;
  /** What proves that there is none; null where there is one, or something unseen may be. */
  readonly absence: Absence | null;
  /** For a plugin of a stated namespace: what proves that nothing permits it; null where something does, or may. */
  readonly forbidden: Forbidden | null;
}

/** Why a grant that a reference needs counts as missing. */
export type Forbidden =
  | { readonly why: 'removed'; readonly grant: KubeObject }
  /** Another grant for the same kinds and namespaces leaves the name out, or the repository holds all grants. */
  | { readonly why: 'not-listed'; readonly grant: KubeObject | null }
  /** The releases of all controllers are older than names with a namespace: they seek a plugin of that very name. */
  | { readonly why: 'not-read'; readonly controller: Controller; readonly grant: null }
  /** Releases that find no grant for what a route or an Ingress names. */
  | { readonly why: 'never-granted'; readonly controller: Controller; readonly grant: null }
  /** A grant permits it and stands in the wrong namespace. */
  | { readonly why: 'elsewhere'; readonly grant: KubeObject };
