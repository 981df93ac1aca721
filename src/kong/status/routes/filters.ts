import type { RouteFilter } from '../../../gatewayapi/route.ts';
import { kongPlugin } from '../../../kubernetes/kinds.ts';
import type { Fact } from '../../../source/location.ts';
import { get } from '../../../source/node.ts';
import type { RouteFailure } from '../../model/route-status.ts';
import { behaves, type ControllerBehaviour } from '../../flags/behaviours.ts';

/** What a release makes of filters of a type; types that are not here are unknown to every release. */
const supported: Readonly<Record<string, 'always' | ControllerBehaviour>> = {
  RequestHeaderModifier: 'always',
  ResponseHeaderModifier: 'always',
  RequestRedirect: 'always',
  ExtensionRef: 'always',
  URLRewrite: 'rewrites-urls',
};

/** Since when a release fails at a filter that it does not support, instead of ignoring it. */
const refused: Readonly<Record<string, 'always' | ControllerBehaviour>> = {
  RequestMirror: 'always',
  URLRewrite: 'always',
  CORS: 'refuses-cors-filters',
};

/** Whether a release translates a filter, fails at it, or ignores it; a sentence where that is not known. */
export type FilterFate =
  | { readonly fate: 'translated' | 'ignored' }
  | { readonly fate: 'refused'; readonly cause: RouteFailure['cause'] }
  | { readonly fate: 'unknown'; readonly doubt: string };

/** Whether every release translates a filter. */
export function isAlwaysTranslated(filter: RouteFilter): boolean {
  const type = filter.type.value;
  return Object.hasOwn(supported, type) && supported[type] === 'always' && translated(filter).fate === 'translated';
}

export function fateOf(filter: RouteFilter, version: Fact<string>): FilterFate {
  const type = filter.type.value;
  const holds = (behaviour: 'always' | ControllerBehaviour): boolean | string =>
    behaviour === 'always' ? true : behaves(version, behaviour);
  const isSupported = Object.hasOwn(supported, type) ? holds(supported[type] ?? 'always') : false;
  if (typeof isSupported === 'string') return { fate: 'unknown', doubt: isSupported };
  if (isSupported) return translated(filter);
  const isRefused = holds((Object.hasOwn(refused, type) ? refused[type] : undefined) ?? 'refuses-unknown-filters');
  if (typeof isRefused === 'string') return { fate: 'unknown', doubt: isRefused };
  return isRefused ? { fate: 'refused', cause: 'filter' } : { fate: 'ignored' };
}

function translated({ type, extension, node }: RouteFilter): FilterFate {
  if (type.value === 'ExtensionRef') {
    const isPlugin = extension?.group === kongPlugin.group && extension.kind === kongPlugin.kind;
    return isPlugin ? { fate: 'translated' } : { fate: 'refused', cause: 'extension' };
  }
  const isEmptyRewrite =
    type.value === 'URLRewrite' &&
    get(node, 'urlRewrite', 'path') === undefined &&
    get(node, 'urlRewrite', 'hostname') === undefined;
  return isEmptyRewrite ? { fate: 'refused', cause: 'empty-rewrite' } : { fate: 'translated' };
}
