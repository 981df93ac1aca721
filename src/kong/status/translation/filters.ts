import { toJson } from '../../../source/json.ts';
import type { FilterPlugin } from '../../schema/kong-route.ts';
import type { TranslationSetup } from './setup.ts';
import { isAbsent, isOpen, itemsOf, keyPlaceOf, partAt, textOf, type Part } from './written-values.ts';

/** The filters of a rule, as far as they bear on what Kong gets. */
export interface RuleFilters {
  readonly plugins: readonly FilterPlugin[];
  readonly redirects: boolean;
  /** Whether the prefix that a path matches is replaced. */
  readonly rewritesPrefix: boolean;
  /** Equal for rules whose filters are the same, in whatever order. */
  readonly key: string;
  readonly isOpen: boolean;
  /** Whether the rule is translated with all of them for certain. */
  readonly areTranslated: boolean;
}

const translated: ReadonlySet<string> = new Set([
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'RequestRedirect',
  'ExtensionRef',
  'URLRewrite',
]);

export function filtersOf(rule: Part, setup: Pick<TranslationSetup, 'redirectsByPlugin'>): RuleFilters {
  const list = partAt(rule, 'filters');
  const filters = itemsOf(list).map((part) => ({ part, type: textOf(partAt(part, 'type'))?.value ?? '' }));
  return {
    plugins: filters.flatMap(({ part, type }) => pluginsOf(part, type, setup)),
    redirects: filters.some(({ type }) => type === 'RequestRedirect'),
    rewritesPrefix: filters.some(
      ({ part, type }) =>
        type === 'URLRewrite' && textOf(partAt(part, 'urlRewrite', 'path', 'type'))?.value === 'ReplacePrefixMatch',
    ),
    key: filters
      .map(({ part }) => (part.node === undefined ? '' : JSON.stringify(toJson(part.node))))
      .toSorted()
      .join(';'),
    isOpen: isOpen(list),
    areTranslated: filters.every(({ type }) => translated.has(type)),
  };
}

function pluginsOf(
  part: Part,
  type: string,
  { redirectsByPlugin }: Pick<TranslationSetup, 'redirectsByPlugin'>,
): readonly FilterPlugin[] {
  if (type === 'RequestHeaderModifier') {
    const modifier = partAt(part, 'requestHeaderModifier');
    const named = ['set', 'add'].flatMap((action) =>
      itemsOf(partAt(modifier, action)).map((each) => partAt(each, 'name')),
    );
    const headers = [...named, ...itemsOf(partAt(modifier, 'remove'))].flatMap((each) => textOf(each) ?? []);
    return [{ plugin: 'request-transformer', headers }];
  }
  const redirect = partAt(part, 'requestRedirect');
  if (type !== 'RequestRedirect' || !redirectsByPlugin || isOpen(redirect)) return [];
  if (!isAbsent(partAt(redirect, 'hostname'))) return [];
  const full = textOf(partAt(redirect, 'path', 'replaceFullPath'));
  const isFull = textOf(partAt(redirect, 'path', 'type'))?.value === 'ReplaceFullPath' && full !== null;
  const at = keyPlaceOf(part, 'requestRedirect');
  return [{ plugin: 'redirect', location: { value: isFull ? full.value : '/', at, field: redirect.field } }];
}
