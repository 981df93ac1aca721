/**
 * A stretch of text in a file of the tree. Lines and columns start at 1, `endColumn` is exclusive; offsets are UTF-16 units, `end` exclusive.
 * To the compiler it is a class, so that it notices where one is spread: most places count lines and columns only when
 * they are asked for them, and would lose them.
 */
export declare class Location {
  get path(): string;
  get start(): number;
  get end(): number;
  get line(): number;
  get column(): number;
  get endLine(): number;
  get endColumn(): number;
}

/** A place as plain data, which can be sent to another thread and copied with something else in it. */
export type PlainLocation = { readonly [K in keyof Location]: Location[K] };

export function plainLocation({ path, start, end, line, column, endLine, endColumn }: Location): PlainLocation {
  return { path, start, end, line, column, endLine, endColumn };
}

/** Where a value comes from when no file states it, for example `kong/kong 3.4.1`. */
export interface DefaultOrigin {
  readonly default: string;
}

/** Where a value was written: in a file, or in the defaults of a chart or program. */
export type Place = Location | DefaultOrigin;

/** A value together with where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly at: Place;
}

export function isLocation(place: Place): place is Location {
  return 'path' in place;
}

/** How much we know of a fact. A finding rests only on known and defaulted facts. */
export type Certainty = 'known' | 'defaulted' | 'unknown';

/** A fact about the cluster: stated in the tree, taken from a named default, or unknown for a reason. */
export type Fact<T> =
  | { readonly certainty: 'known'; readonly value: T; readonly at: Location }
  | { readonly certainty: 'defaulted'; readonly value: T; readonly from: string }
  | { readonly certainty: 'unknown'; readonly reason: string };

/** A known fact where the value stands in a file, a defaulted one where a default was used. */
export function factAt<T>(value: T, at: Place): Fact<T> {
  return isLocation(at) ? { certainty: 'known', value, at } : { certainty: 'defaulted', value, from: at.default };
}

export function unknown(reason: string): Fact<never> {
  return { certainty: 'unknown', reason };
}

/** The first of the places that is in a file. */
export function firstLocation(...places: readonly (Place | null | undefined)[]): Location | undefined {
  return places.find((place): place is Location => place !== null && place !== undefined && isLocation(place));
}

/** Whether a place lies in a stretch of the same file. */
export function isInside(place: Location, stretch: Location): boolean {
  return place.path === stretch.path && place.start >= stretch.start && place.end <= stretch.end;
}
