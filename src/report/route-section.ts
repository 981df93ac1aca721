import type { RouteConditions, RouteParent, RouteStatus } from '../kong/model/route-status.ts';
import type { AffectedRoute } from './affected-routes.ts';
import type { Section } from './escape/budget.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';

const types = ['Accepted', 'ResolvedRefs', 'Programmed'] as const;

/** So many routes are read at a glance; more are folded. */
const mostOpen = 5;

/** The routes as one table, folded where it is long. */
export function routeSection(routes: readonly AffectedRoute[], compared: boolean): Section {
  const isLong = routes.length > mostOpen;
  const title = isLong ? `<details><summary>Routes (${routes.length})</summary>` : '### Routes';
  return {
    opening: `${title}\n\n${headOf(compared)}`,
    items: routes.map((route) => routeRow(route, compared)),
    closing: isLong ? '\n</details>\n\n' : '\n',
    more: (count) => (count === 0 ? '' : `\n… ${count} more ${count === 1 ? 'route' : 'routes'}\n`),
  };
}

/** One route as a row: what it asks for, and what comes of it. */
function routeRow({ cluster, before, after }: AffectedRoute, compared: boolean): string {
  const status = after ?? before;
  if (!status) return '';
  const cells = [
    `${codeSpan(nameOf(status))} in ${codeSpan(cluster)}`,
    listCell(status.parents.map(parentName)),
    listCell(status.route.hostnames.map(({ value }) => value)),
    listCell([...new Set(status.backends.map(backendName))]),
    ...(compared ? [before ? outcomeCell(before) : 'new'] : []),
    after ? outcomeCell(after) : 'not deployed from here',
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function headOf(compared: boolean): string {
  const columns = ['Route', 'Parents', 'Hostnames', 'Backends', ...(compared ? ['Before', 'After'] : ['Conditions'])];
  return [columns, columns.map(() => '---')].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function nameOf({ route: { kind, namespace, name } }: RouteStatus): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name.value}`;
}

function parentName({ ref: { to, sectionName, port } }: RouteParent): string {
  const section = sectionName === null ? '' : `#${sectionName.value}`;
  return `${to.namespace ?? 'default'}/${to.name}${section}${port === null ? '' : `:${port.value}`}`;
}

function backendName({ ref: { to, port } }: RouteStatus['backends'][number]): string {
  return `${to.namespace ?? 'default'}/${to.name}${port === null ? '' : `:${port.value}`}`;
}

/** The first ones stand for a longer list. */
const mostListed = 4;

function listCell(texts: readonly string[]): string {
  const shown = texts.slice(0, mostListed).map((text) => codeSpan(text));
  const left = texts.length - shown.length;
  return [...shown, ...(left > 0 ? [`… ${left} more`] : [])].join('<br>') || '–';
}

function outcomeCell(status: RouteStatus): string {
  const { parents, served } = status;
  const several = parents.length > 1;
  const lines = parents.map((parent) => `${several ? `${codeSpan(parentName(parent))} ` : ''}${parentText(parent)}`);
  return [...lines, ...(served === false ? ['❌ not served'] : [])].join('<br>') || '⚠️ no parents';
}

function parentText({ conditions, unverified, standing }: RouteParent): string {
  if (unverified !== null) return `not verified: ${prose(unverified)}`;
  if (conditions === null) return standing === 'passed-over' ? 'passed over' : '⚠️ no status';
  const bad = types.filter((type) => conditions[type] !== undefined && conditions[type].status !== 'True');
  if (bad.length > 0) return bad.map((type) => `❌ ${conditionText(type, conditions)}`).join('<br>');
  return `✅ ${types.filter((type) => conditions[type] !== undefined).join(', ')}`;
}

function conditionText(type: (typeof types)[number], conditions: RouteConditions): string {
  return `${type}=${conditions[type]?.status}, ${prose(conditions[type]?.reason ?? '')}`;
}
