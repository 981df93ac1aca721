import type { RouteConditions, RouteParent, RouteStatus } from '../kong/model/route-status.ts';
import { type AffectedRoute, routeName } from './affected-routes.ts';
import type { Section } from './escape/budget.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';

const types = ['Accepted', 'ResolvedRefs', 'Programmed'] as const;

/** So many routes are read at a glance; more are folded. */
const mostOpen = 5;

/** The routes as one table, those that are worst off first, folded where it is long. */
export function routeSection(routes: readonly AffectedRoute[], compared: boolean): Section {
  const isLong = routes.length > mostOpen;
  const title = isLong ? `<details><summary>Routes (${countsOf(routes, compared)})</summary>` : '### Routes';
  const ranked = compared ? routes.toSorted((a, b) => rankOf(a) - rankOf(b)) : routes;
  return {
    opening: `${title}\n\n${headOf(compared)}`,
    items: ranked.map((route) => routeRow(route, compared)),
    closing: isLong ? '\n</details>\n\n' : '\n',
    more: (count) => (count === 0 ? '' : `\n… ${count} more ${count === 1 ? 'route' : 'routes'}\n`),
  };
}

/** What becomes of routes, the worst first. */
const fates = [
  'no longer served',
  'not served',
  'not read any more',
  'with other conditions',
  'new',
  'removed',
  'as before',
] as const;

function fateOf({ before, after, isUnread }: AffectedRoute): (typeof fates)[number] {
  if (after === null) return isUnread ? 'not read any more' : 'removed';
  if (after.served === false && !isOfOthers(after)) return before?.served === true ? 'no longer served' : 'not served';
  if (before === null) return 'new';
  return outcomeCell(before) === outcomeCell(after, before) ? 'as before' : 'with other conditions';
}

function rankOf(route: AffectedRoute): number {
  return fates.indexOf(fateOf(route));
}

/** `120: 3 no longer served, 2 new, 115 as before`. */
function countsOf(routes: readonly AffectedRoute[], compared: boolean): string {
  if (!compared) return `${routes.length}`;
  const counts = Map.groupBy(routes, fateOf);
  const told = fates.flatMap((fate) => (counts.has(fate) ? [`${counts.get(fate)?.length ?? 0} ${fate}`] : []));
  return `${routes.length}: ${told.join(', ')}`;
}

/** One route as a row: what it asks for, with what the change adds and takes away, and what comes of it. */
function routeRow({ cluster, before, after, isUnread }: AffectedRoute, compared: boolean): string {
  const status = after ?? before;
  if (!status) return '';
  const list = (textsOf: (each: RouteStatus) => readonly string[]): string =>
    listCell(textsOf(status), before === null || after === null ? null : textsOf(before));
  const cells = [
    `${codeSpan(routeName(status))} in ${codeSpan(cluster)}`,
    list(({ parents }) => parents.map(parentName)),
    list(({ route }) => route.hostnames.map(({ value }) => value)),
    pathsCell(status, before ?? status),
    list(({ backends }) => [...new Set(backends.map(backendName))]),
    ...(compared ? [before ? outcomeCell(before) : 'new'] : []),
    after ? outcomeCell(after, before) : isUnread ? '⚠️ not read any more' : 'not deployed from here',
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function headOf(compared: boolean): string {
  const ends = compared ? ['Before', 'After'] : ['Conditions'];
  const columns = ['Route', 'Parents', 'Hostnames', 'Matches', 'Backends', ...ends];
  return [columns, columns.map(() => '---')].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** How many matches of requests a route has: paths, methods and the like. */
function pathsCell(status: RouteStatus, before: RouteStatus): string {
  const [now, was] = [status, before].map(({ route }) => route.rules.reduce((sum, { matches }) => sum + matches, 0));
  return now === was ? `${now}` : `${was} → ${now}`;
}

function parentName({ ref: { to, sectionName, port } }: RouteParent): string {
  const section = sectionName === null ? '' : `#${sectionName.value}`;
  return `${targetName(to)}${section}${port === null ? '' : `:${port.value}`}`;
}

function backendName({ ref: { to, port } }: RouteStatus['backends'][number]): string {
  return `${targetName(to)}${port === null ? '' : `:${port.value}`}`;
}

/** Of a route without a namespace it is not known which one is meant. */
function targetName({ namespace, name }: RouteParent['ref']['to']): string {
  return namespace === null ? name : `${namespace}/${name}`;
}

/** The first ones stand for a longer list. */
const mostListed = 4;

function listCell(now: readonly string[], was: readonly string[] | null): string {
  const gone = (was ?? []).filter((text) => !now.includes(text)).map((text) => ({ sign: '− ', text }));
  const kept = now.map((text) => ({ sign: was === null || was.includes(text) ? '' : '+ ', text }));
  const all = [...kept, ...gone].toSorted((a, b) => Number(b.sign !== '') - Number(a.sign !== ''));
  const shown = all.slice(0, mostListed).map(({ sign, text }) => `${sign}${codeSpan(text)}`);
  const left = all.length - shown.length;
  return [...shown, ...(left > 0 ? [`… ${left} more`] : [])].join('<br>') || '–';
}

function outcomeCell(status: RouteStatus, before: RouteStatus | null = null): string {
  const { parents, served } = status;
  const several = parents.length > 1;
  const earlier = new Set((before?.parents ?? []).filter(({ gateway }) => gateway !== null).map(parentName));
  const lines = parents.map((parent) => {
    const name = parentName(parent);
    const text = parentText(parent, earlier.has(name));
    return several ? `${codeSpan(name)} ${text}` : text;
  });
  if (lines.length === 0) lines.push('⚠️ no parents');
  return [...lines, ...(served === false && !isOfOthers(status) ? ['❌ not served'] : [])].join('<br>');
}

/** Whoever else its parents belong to may serve it. */
function isOfOthers({ parents }: RouteStatus): boolean {
  return parents.some(({ gateway, standing }) => gateway?.implementation === 'other' || standing === 'unsupported');
}

/** @param wasHere whether base has the Gateway that the parent names */
function parentText(parent: RouteParent, wasHere: boolean): string {
  const { gateway, conditions, unverified } = parent;
  if (gateway === null && wasHere) return '⚠️ its Gateway is no longer in this repository';
  if (unverified !== null) return `not verified: ${prose(unverified)}`;
  if (conditions === null) return withoutConditions(parent);
  const bad = types.filter((type) => conditions[type] !== undefined && conditions[type].status !== 'True');
  if (bad.length > 0) return bad.map((type) => `❌ ${conditionText(type, conditions)}`).join('<br>');
  return `✅ ${types.filter((type) => conditions[type] !== undefined).join(', ')}`;
}

function withoutConditions({ gateway, standing }: RouteParent): string {
  if (standing === 'unsupported') return 'no Gateway: Kong writes no status';
  if (gateway?.implementation === 'other') return 'of another implementation';
  if (gateway?.implementation === 'operator' && gateway.controller === null)
    return 'not verified: Kong Operator is not in this repository';
  if (standing !== 'passed-over') return '⚠️ no status';
  return gateway === null ? '⚠️ no such Gateway' : 'passed over by Kong';
}

function conditionText(type: (typeof types)[number], conditions: RouteConditions): string {
  return `${type}=${conditions[type]?.status}, ${prose(conditions[type]?.reason ?? '')}`;
}
