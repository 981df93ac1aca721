import type { Place } from '../../source/location.ts';

/** One item of the annotation that pins a Gateway to Services. */
export interface PinItem {
  /** As the release reads it: it may be empty, or hold blanks. */
  readonly value: string;
  readonly at: Place;
  /** The annotation that the release reads. */
  readonly key: string;
  readonly matches: 'publish' | 'publish-udp' | 'unknown' | null;
}

/** Blanks and nothing at all are told in quotes: an old release takes them for part of the name. */
export function pinnedTo({ value }: PinItem): string {
  return value === value.trim() && value !== '' ? `Service ${value}` : `"${value}"`;
}
