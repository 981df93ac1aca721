import type { KubeObject } from '../../kubernetes/object.ts';
import type { Identity } from '../../kubernetes/targets.ts';
import type { Place } from '../../source/location.ts';
import type { Absence } from './absence.ts';
import type { PluginReference } from './plugin-reference.ts';
import type { UntakenPolicy } from './untaken-policy.ts';

/** What objects of Kong's name, and what of it cannot be had. */
export interface KongReferences {
  /** Every plugin that is named by what a controller reads. */
  readonly plugins: readonly PluginReference[];
  /** Plugins that lack a Secret which holds a part of their configuration. */
  readonly pluginSecrets: readonly PluginSecretFault[];
  /** Credentials of consumers that are left out. */
  readonly credentials: readonly CredentialFault[];
  /** Policies that Services behind routes name and that are not there. */
  readonly upstreamPolicies: readonly MissingPolicy[];
  /** Policies for TLS to Services behind routes that a controller does not take. */
  readonly untakenPolicies: readonly UntakenPolicy[];
  /** Plugins of a route or Service that act for some consumers only. */
  readonly shadowed: readonly ShadowedPlugin[];
}

/** Why a Secret is of no use to what names it. */
export type SecretFault =
  | { readonly kind: 'absent'; readonly absence: Absence }
  /** It is in the tree, without the key that is asked for. */
  | { readonly kind: 'no-key'; readonly key: string; readonly secret: KubeObject }
  /** A credential without the label that says of what type it is. */
  | { readonly kind: 'no-type'; readonly secret: KubeObject }
  /** A credential of a type that no controller knows. */
  | { readonly kind: 'unknown-type'; readonly type: string; readonly secret: KubeObject };

export interface PluginSecretFault {
  readonly plugin: KubeObject;
  /** Where it names the Secret. */
  readonly at: Place;
  /** `namespace/name`. */
  readonly secret: string;
  readonly fault: SecretFault;
  /** What names the plugin; none for a global one. */
  readonly namedBy: readonly PluginReference[];
}

export interface CredentialFault {
  readonly consumer: KubeObject;
  readonly at: Place;
  readonly secret: string;
  readonly fault: SecretFault;
}

export interface MissingPolicy {
  readonly service: KubeObject;
  readonly at: Place;
  readonly policy: Identity;
  readonly absence: Absence;
  /** The routes and Ingresses that lead to it. */
  readonly routes: readonly KubeObject[];
}

/** A plugin that a route or Service names and that a consumer or a group names too: it acts for the pair alone. */
export interface ShadowedPlugin {
  readonly plugin: KubeObject;
  readonly routes: readonly [PluginReference, ...PluginReference[]];
  readonly consumers: readonly [PluginReference, ...PluginReference[]];
}
