import type { Value } from './value.ts';

/** The most characters of a value that a message shows. */
const most = 100;

/** A value as a message shows it: no more of it than a reader needs. */
export function quoted(value: Value): string {
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, most) : (value ?? null));
  const isWhole = text.length <= most && (typeof value !== 'string' || value.length <= most);
  return isWhole ? text : `${start(text)}…${text.at(-1) ?? ''}`;
}

/** A text without its end, and not cut within a character. */
function start(text: string): string {
  return text.slice(0, most - 2).replace(/[\uD800-\uDBFF]$/, '');
}

/** A scalar as it stands, without quotes. */
export function plain(value: Value): string {
  return typeof value === 'string' ? shortened(value) : quoted(value);
}

/** A text of the schema or a key, without quotes. */
export function shortened(text: string): string {
  return text.length > most ? `${start(text)}…` : text;
}
