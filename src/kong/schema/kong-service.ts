import type { Written } from './written.ts';

/** A service as a controller sends it to Kong: what is null is sent as the controller's own default, which Kong takes. */
export interface KongService {
  readonly protocol: Written<string>;
  readonly path: Written<string> | null;
  readonly timeouts: readonly Written<number>[];
  readonly retries: Written<number> | null;
  readonly tlsVerify: Written<boolean> | null;
  readonly tlsVerifyDepth: Written<number> | null;
  /** Of the upstream behind it. */
  readonly hostHeader: Written<string> | null;
  /** Weights of its targets, as far as it is known how they are divided. */
  readonly weights: readonly Written<number>[];
}
