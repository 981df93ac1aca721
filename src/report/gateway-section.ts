import type { Conditions, GatewayStatus, ListenerStatus } from '../kong/model/model.ts';
import { askOf, chainOf, conditionsText, listenText, placeText } from './chain.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';
import type { AffectedGateway } from './affected-gateways.ts';

const good: Conditions = {
  Accepted: { status: 'True', reason: '', message: '' },
  ResolvedRefs: { status: 'True', reason: '', message: '' },
  Conflicted: { status: 'False', reason: '', message: '' },
  Programmed: { status: 'True', reason: '', message: '' },
};
const types = ['Accepted', 'ResolvedRefs', 'Conflicted', 'Programmed'] as const;

/** What becomes of a Gateway that is none of Kong's after the change. */
function fateOf({ classOfOthers, isUnread }: AffectedGateway): string {
  if (classOfOthers !== null)
    return `Of class ${codeSpan(classOfOthers)} after the change, which is none of Kong's here.`;
  return isUnread ? '⚠️ Not read any more.' : 'Not deployed from this repository any more.';
}

/** One Gateway: a table of its listeners, and below it how each listener is served. */
export function gatewaySection(affected: AffectedGateway, compared: boolean): string {
  const { cluster, before, after } = affected;
  const status = after ?? before;
  if (!status) return '';
  const { gateway, gatewayClass } = status;
  const title = `#### Gateway ${codeSpan(`${gateway.namespace ? `${gateway.namespace}/` : ''}${gateway.name.value}`)}`;
  const where = `${title} in cluster ${codeSpan(cluster)}, class ${codeSpan(gateway.className.value)}`;
  if (!after) return `${where}\n\n${fateOf(affected)}\n\n`;
  const notes = [
    ...(gatewayClass ? [] : ['The GatewayClass is not in the repository.']),
    ...(after.withoutStatus ? [`No status will be written: ${prose(after.withoutStatus.reason)}`] : []),
    ...(after.unverified ? [`Could not be verified: ${prose(after.unverified)}`] : []),
  ];
  return [where, ...notes, tableOf(affected, after, compared), chainsOf(after)].filter(Boolean).join('\n\n') + '\n\n';
}

function tableOf({ before }: AffectedGateway, after: GatewayStatus, compared: boolean): string {
  const columns = [
    'Listener',
    'Asks for',
    'Service port',
    'Kong listen',
    ...(compared ? ['Before', 'After'] : ['Conditions']),
  ];
  const rows = after.listeners.map((status) => {
    const earlier = before?.listeners.find(({ listener }) => listener.name.value === status.listener.name.value);
    return [
      codeSpan(status.listener.name.value),
      codeSpan(askOf(status)),
      ...servedCells(status),
      ...(compared ? [earlier ? outcomeCell(earlier) : 'new'] : []),
      outcomeCell(status),
    ];
  });
  const names = new Set(after.listeners.map(({ listener }) => listener.name.value));
  const gone = (compared ? (before?.listeners ?? []) : []).filter(({ listener }) => !names.has(listener.name.value));
  const removed = gone.map((status) => [
    codeSpan(status.listener.name.value),
    codeSpan(askOf(status)),
    ...servedCells(status),
    outcomeCell(status),
    'removed',
  ]);
  return [columns, columns.map(() => '---'), ...rows, ...removed].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function servedCells({ servedBy, conditions }: ListenerStatus): readonly [string, string] {
  if (!servedBy) return conditions === null ? ['not known', 'not known'] : ['none', 'none'];
  const { service, port, listen } = servedBy;
  const name = service.namespace === null ? service.name : `${service.namespace}/${service.name}`;
  return [
    codeSpan(`${name} ${port.port.value}/${port.protocol.value}`),
    listen ? codeSpan(listenText(listen)) : '**none**',
  ];
}

function outcomeCell({ conditions, unverified }: ListenerStatus): string {
  if (conditions === null) return unverified ? `not verified: ${prose(unverified)}` : 'not verified';
  const bad = types.filter((type) => conditions[type] && conditions[type].status !== good[type]?.status);
  if (bad.length > 0) {
    return bad
      .map((type) => `❌ ${type}=${conditions[type]?.status}, ${prose(conditions[type]?.reason ?? '')}`)
      .join('<br>');
  }
  const written = types.filter((type) => conditions[type]);
  return written.length === 0
    ? '⚠️ no status'
    : `✅ ${written.map((type) => `${type}=${conditions[type]?.status}`).join('<br>')}`;
}

function chainsOf({ listeners }: GatewayStatus): string {
  const chains = listeners.filter(({ servedBy }) => servedBy !== null).map(chainItem);
  if (chains.length === 0) return '';
  return `<details><summary>How each listener is served</summary>\n\n${chains.join('\n')}\n\n</details>`;
}

function chainItem(status: ListenerStatus): string {
  const links = chainOf(status).map(({ step, value, at }) => `${step} ${codeSpan(value)} (${codeSpan(placeText(at))})`);
  const end = status.conditions === null ? 'conditions not known' : prose(conditionsText(status.conditions));
  return `- ${[...links, end].join(' → ')}`;
}
