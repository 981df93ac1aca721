import type { RouteRule } from '../../../gatewayapi/route.ts';
import { get, type Node } from '../../../source/node.ts';
import { onceFor } from '../../../source/once-for.ts';
import { isHeaderName } from '../../schema/header-name.ts';

/** What is seen of the rules of an HTTPRoute without making anything of them. */
export interface RulesAtSight {
  /** Whether they certainly become routes that every Kong takes, where no annotation changes those. */
  readonly areSound: boolean;
  readonly haveRedirects: boolean;
  readonly stateTimeouts: boolean;
}

/** Overlays give the same rules to the routes of many clusters. */
export const rulesAtSight = onceFor((rules: readonly RouteRule[]): RulesAtSight => ({
  areSound: rules.every(isSoundRule),
  haveRedirects: rules.some(({ filters }) => filters.some(({ type }) => type.value === 'RequestRedirect')),
  stateTimeouts: rules.some(({ node }) => get(node, 'timeouts') !== undefined),
}));

/** Every match has a path of literal characters, which is a condition that nothing is wrong with. */
function isSoundRule({ node }: RouteRule): boolean {
  const matches = get(node, 'matches');
  const filters = get(node, 'filters');
  return (
    matches?.kind === 'list' &&
    matches.items.length > 0 &&
    matches.items.every(isSoundMatch) &&
    (filters === undefined || (filters.kind === 'list' && filters.items.every(isSoundFilter)))
  );
}

/** No character of it means anything in a regular expression but for the dot, and none is encoded. */
const literalPath = /^\/(?:[\w.-]+\/)*[\w.-]*$/;

function isSoundMatch(match: Node): boolean {
  const type = get(match, 'path', 'type');
  const headers = get(match, 'headers');
  return (
    type?.kind === 'scalar' &&
    (type.value === 'PathPrefix' || type.value === 'Exact') &&
    isText(get(match, 'path', 'value'), (value) => literalPath.test(value)) &&
    (headers === undefined || (headers.kind === 'list' && headers.items.every(isSoundHeader)))
  );
}

function isSoundHeader(header: Node): boolean {
  const type = get(header, 'type');
  return type?.kind === 'scalar' && type.value === 'Exact' && isText(get(header, 'name'), isMatchable);
}

function isMatchable(name: string): boolean {
  return isHeaderName(name) && name.toLowerCase() !== 'host';
}

/** Of the filters only these two become a plugin that Kong may refuse. */
function isSoundFilter(filter: Node): boolean {
  const type = get(filter, 'type');
  if (type?.kind !== 'scalar' || type.value === 'RequestRedirect') return false;
  if (type.value !== 'RequestHeaderModifier') return true;
  const modifier = get(filter, 'requestHeaderModifier');
  return (
    areSoundNames(get(modifier, 'set'), (item) => get(item, 'name')) &&
    areSoundNames(get(modifier, 'add'), (item) => get(item, 'name')) &&
    areSoundNames(get(modifier, 'remove'), (item) => item)
  );
}

function areSoundNames(list: Node | undefined, nameOf: (item: Node) => Node | undefined): boolean {
  if (list === undefined) return true;
  return list.kind === 'list' && list.items.every((item) => isText(nameOf(item), isHeaderName));
}

function isText(node: Node | undefined, fits: (text: string) => boolean): boolean {
  return node?.kind === 'scalar' && typeof node.value === 'string' && fits(node.value);
}
