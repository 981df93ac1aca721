import type { Place } from '../../source/location.ts';
import type { Written } from './written.ts';

/** How Kong's router is told what a route takes. */
export type RouterFlavor = 'traditional' | 'traditional_compatible' | 'expressions';

/** One release of Kong with one flavor of its router. */
export interface KongSetup {
  readonly flavor: RouterFlavor;
  /** `3.9.1`, or `3.9` for any of its patch releases. */
  readonly release: string;
}

/** A path that a route takes. */
export interface KongPath {
  readonly written: Written<string>;
  /** What is sent to the traditional routers: `~/shop$` for a regular expression, `/shop/` for a prefix. */
  readonly sent: readonly string[];
  /** What is sent to the expressions router as a regular expression, or null. */
  readonly regex: string | null;
}

export interface KongHeader {
  readonly name: Written<string>;
  /** Its values, where they are regular expressions. */
  readonly regexes: readonly Written<string>[];
}

/** A plugin that the controller makes of a filter. */
export type FilterPlugin =
  | { readonly plugin: 'redirect'; readonly location: Written<string> }
  | { readonly plugin: 'request-transformer'; readonly headers: readonly Written<string>[] };

/** A route as a controller sends it to Kong. */
export interface KongRoute {
  /** Empty where it is not known. */
  readonly name: string;
  /** Where to point when the route as a whole is meant. */
  readonly at: Place;
  readonly field: string;
  readonly protocols: Written<readonly string[]>;
  /** Whether it names hosts; null where that is not known. */
  readonly hosts: Written<boolean | null>;
  readonly paths: readonly KongPath[];
  readonly methods: Written<readonly string[]> | null;
  readonly headers: readonly KongHeader[];
  readonly snis: readonly Written<string>[];
  /** Whether ports are stated at which it takes connections. */
  readonly hasDestinations: boolean;
  readonly stripPath: Written<boolean> | null;
  readonly pathHandling: Written<string> | null;
  readonly plugins: readonly FilterPlugin[];
  /** Whether something of it is filled in later, so that it may have conditions that are not here. */
  readonly isPartial: boolean;
}
