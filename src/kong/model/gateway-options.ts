import type { Located } from '../../source/location.ts';
import type { Node } from '../../source/node.ts';
import type { EnvValue } from './env-value.ts';

/** What GatewayConfigurations ask for, as far as it bears on a Gateway; without any, all of it is absent. */
export interface GatewayOptions {
  /** The variables of Kong. */
  readonly env: ReadonlyMap<string, EnvValue>;
  /** Why there may be others, or null. */
  readonly unknownEnv: string | null;
  readonly image: Located<string> | null;
  /** Whether Kong's container is the first of the Pod: only there the API server looks at the database. */
  readonly isFirst: boolean;
  /** `listenersOptions`: the names of listeners. */
  readonly listenerNames: readonly Located<string>[];
  /** Whether Konnect takes part, of which a repository tells little. */
  readonly needsKonnect: boolean;
  /** `namespace/name` of what signs in to Konnect, where it is certainly not there. */
  readonly missingSignIn: Located<string> | null;
  readonly ingressClass: Located<string> | null;
  /** `controlPlaneOptions` as written, or undefined. */
  readonly controlPlane: Node | undefined;
  /** What each of them states of the Service in front of Kong, lowest first. */
  readonly ingressServices: readonly Node[];
}
