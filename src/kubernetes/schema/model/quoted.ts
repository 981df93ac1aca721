import { mostQuoted, shortened, start } from '../../../source/shortened.ts';
import type { Value } from './value.ts';

/** A value as a message shows it: no more of it than a reader needs. */
export function quoted(value: Value): string {
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, mostQuoted) : (value ?? null));
  const isWhole = text.length <= mostQuoted && (typeof value !== 'string' || value.length <= mostQuoted);
  return isWhole ? text : `${start(text)}…${text.at(-1) ?? ''}`;
}

/** A scalar as it stands, without quotes. */
export function plain(value: Value): string {
  return typeof value === 'string' ? shortened(value) : quoted(value);
}
