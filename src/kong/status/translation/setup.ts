import type { KongSetup } from '../../schema/kong-route.ts';

/** One release of the controller with one release and flavor of Kong. */
export interface TranslationSetup extends KongSetup {
  /** Whether a redirect becomes Kong's own plugin for it. */
  readonly redirectsByPlugin: boolean;
  /** Whether the protocols of an HTTPRoute are those of the listeners that it names. */
  readonly readsListenerProtocols: boolean;
}
