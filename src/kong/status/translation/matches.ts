import type { KongHeader, KongPath } from '../../schema/kong-route.ts';
import type { Written } from '../../schema/written.ts';
import { isOpen, itemsOf, partAt, textOf, type Part } from './written-values.ts';

/** One match of a rule of an HTTPRoute, with the defaults of its definition. */
export interface HttpMatch {
  readonly part: Part;
  readonly path: { readonly type: string; readonly value: Written<string> } | null;
  readonly method: Written<string> | null;
  readonly headers: readonly HeaderMatch[];
  /** Equal for matches of a route that become one route of Kong. */
  readonly key: string;
  readonly isOpen: boolean;
}

interface HeaderMatch {
  readonly name: Written<string>;
  readonly value: Written<string> | null;
  readonly isRegex: boolean;
}

/** The matches of a rule; empty where it says that there are none. */
export function matchesOf(rule: Part): readonly HttpMatch[] {
  return itemsOf(partAt(rule, 'matches')).map(matchOf);
}

function matchOf(part: Part): HttpMatch {
  const path = partAt(part, 'path');
  const [type, value] = [textOf(partAt(path, 'type'))?.value, textOf(partAt(path, 'value'))];
  const headers = itemsOf(partAt(part, 'headers')).flatMap((header) => headerMatch(header));
  const method = textOf(partAt(part, 'method'));
  const seen = new Map(
    headers.map((header) => [header.name.value.toLowerCase(), header]).toReversed() as [string, HeaderMatch][],
  );
  const query = new Map(
    itemsOf(partAt(part, 'queryParams'))
      .map((each): [string, unknown] => [
        textOf(partAt(each, 'name'))?.value ?? '',
        [textOf(partAt(each, 'type'))?.value, textOf(partAt(each, 'value'))?.value],
      ])
      .toReversed(),
  );
  return {
    part,
    path: type === undefined || value === null ? null : { type, value },
    method,
    headers,
    key: JSON.stringify([
      method?.value ?? null,
      [...seen].map(([name, header]) => JSON.stringify([name, header.isRegex, header.value?.value])).toSorted(),
      [...query].map((each) => JSON.stringify(each)).toSorted(),
    ]),
    isOpen: isOpen(part),
  };
}

function headerMatch(header: Part): readonly HeaderMatch[] {
  const name = textOf(partAt(header, 'name'));
  if (name === null) return [];
  const isRegex = textOf(partAt(header, 'type'))?.value === 'RegularExpression';
  return [{ name, value: textOf(partAt(header, 'value')), isRegex }];
}

/** What Kong gets of the path of a match. `rewrites`: whether a filter takes its prefix away, so that it is a regular expression. */
export function pathOf({ path }: HttpMatch, rewrites: boolean): KongPath | null {
  if (path === null) return null;
  const { type, value: written } = path;
  const { value } = written;
  if (type === 'Exact') return { written, sent: [`~${value}$`], regex: null };
  if (type === 'RegularExpression') return { written, sent: [`~${value}`], regex: value };
  if (type !== 'PathPrefix') return null;
  if (!rewrites) return { written, sent: [`~${value}$`, value.endsWith('/') ? value : `${value}/`], regex: null };
  const prefix = value === '/' || value === '' ? '/' : value.replace(/\/$/, '');
  const rest = prefix === '/' ? '/(.*)' : `${prefix}(/.*)`;
  return { written, sent: [`~${prefix}$`, `~${rest}`], regex: rest };
}

export function kongHeaders(headers: readonly HeaderMatch[]): readonly KongHeader[] {
  return headers.map(({ name, value, isRegex }) => ({ name, regexes: isRegex && value !== null ? [value] : [] }));
}
