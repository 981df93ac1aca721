import { get } from '../../source/node.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import { textOfNode } from '../../source/text-of-node.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { AttachmentStep, ListenerAttachment, RouteParent } from '../../kong/model/route-status.ts';
import type { SharedCause } from '../model/rule.ts';
import { gatewayName } from '../wording/names.ts';
import { andMoreRoutes, changedListener, removedListener } from '../wording/removed-by-change.ts';
import { routeName } from '../wording/routes.ts';
import { takersIn } from './earlier-parents.ts';
import type { KongParent } from './kong-routes.ts';
import { labelTaken } from './label-taken.ts';

const consequence = 'the routes are not served there';

/** What a change did to a route that no listener of a parent takes any more; null where it is not the change's doing. */
export function attachmentCause(
  each: KongParent,
  earlier: RouteParent | null,
  [now, before]: readonly [now: ClusterView, before: ClusterView | undefined],
): SharedCause | null {
  const who = (others: number): string => andMoreRoutes(routeName(each.status.route), others);
  for (const old of takersIn(earlier)) {
    const loss = lossOf(each, old);
    const cause =
      loss === 'label'
        ? labelTaken(each, old, who, { now: now.objects, before: before?.objects ?? [] })
        : loss && causeOf(each, loss, who);
    if (cause !== null) return cause;
  }
  return null;
}

/** What a change did to the listener that took hostnames of a route which other hostnames keep attached. */
export function hostnamesCause(
  each: KongParent,
  earlier: RouteParent | null,
  dropped: readonly string[],
): SharedCause | null {
  const took = takersIn(earlier).filter(({ hostname }) => dropped.some((asked) => takes(hostname?.value ?? '', asked)));
  for (const old of took) {
    const loss = lossOf(each, old) ?? changeOf(each, old, ['hostname']);
    if (loss === null || loss === 'label') continue;
    const who = (others: number): string => andMoreRoutes(routeName(each.status.route), others);
    const ofAll = (others: number): ReturnType<SharedCause['ofAll']> => ({
      statement: `${who(others)} lose hostnames at ${listenerName(each, old)}${loss.how === 'removed' ? ', which this change takes away' : ` with this change of its ${loss.field}`}.`,
      consequence: 'requests for them are not served',
    });
    const cause = placed(each, loss, ofAll);
    if (cause !== null) return { ...cause, besides: (count) => `${moreRoutes(count)} hostnames with it.` };
  }
  return null;
}

function moreRoutes(count: number): string {
  return count === 1 ? '1 more route loses' : `${count} more routes lose`;
}

type Field = 'allowedRoutes' | 'protocol' | 'tls' | 'port' | 'hostname';

type Loss =
  | { readonly how: 'removed'; readonly listener: Listener }
  | { readonly how: 'changed'; readonly listener: Listener; readonly field: Field; readonly at: Place | undefined };

/** Which fields of a listener decide on a step. */
const fieldsOf: Readonly<Partial<Record<AttachmentStep, readonly Field[]>>> = {
  kinds: ['allowedRoutes'],
  namespaces: ['allowedRoutes'],
  'supported-kinds': ['allowedRoutes', 'protocol'],
  port: ['port'],
  protocol: ['protocol', 'tls'],
  hostname: ['hostname'],
};

/** What became of a listener that took a route; `label` where it is the namespace of the route that changed. */
function lossOf(each: KongParent, old: Listener): Loss | 'label' | null {
  const now = standing(each, old);
  if (now === undefined) return { how: 'removed', listener: old };
  for (const [step, fields] of Object.entries(fieldsOf)) {
    if (now.steps[step as AttachmentStep] !== false) continue;
    const change = changeOf(each, old, fields);
    if (change !== null) return change;
  }
  return now.steps.namespaces === false ? 'label' : null;
}

function standing({ parent }: KongParent, { name }: Listener): ListenerAttachment | undefined {
  return parent.attachments.find(({ status: { listener } }) => listener.name.value === name.value);
}

/** The first of some fields that a listener states otherwise than before. */
function changeOf(each: KongParent, old: Listener, fields: readonly Field[]): Loss | null {
  const listener = standing(each, old)?.status.listener;
  if (listener === undefined) return null;
  const field = fields.find((one) => textOfNode(get(old.node, one)) !== textOfNode(get(listener.node, one)));
  return field === undefined ? null : { how: 'changed', listener, field, at: placeOf(field, old, listener) };
}

/** What is not written has its default, which stands nowhere. */
function placeOf(field: Field, old: Listener, now: Listener): Place | undefined {
  const [before, after] = [old, now].map(({ node }) => get(node, field));
  const part = ['kinds', 'namespaces', 'mode'].find(
    (key) => textOfNode(get(before, key)) !== textOfNode(get(after, key)),
  );
  const [at] = part === undefined ? [] : [get(after, part)?.at];
  return firstLocation(at, after?.at, now.name.at);
}

function causeOf(each: KongParent, loss: Loss, who: (others: number) => string): SharedCause | null {
  const name = listenerName(each, loss.listener);
  return placed(each, loss, (others) => ({
    statement:
      loss.how === 'changed' && loss.field === 'allowedRoutes'
        ? `${who(others)} may not attach to ${name} with this change of its allowedRoutes.`
        : `${who(others)} attached to ${name}, ${became(loss)}, and no other takes ${others === 0 ? 'it' : 'them'}.`,
    consequence,
  }));
}

function placed({ gateway }: KongParent, loss: Loss, ofAll: SharedCause['ofAll']): SharedCause | null {
  return loss.how === 'removed'
    ? removedListener(gateway, loss.listener, 'removed', ofAll)
    : changedListener(gateway, loss.listener, loss.field, loss.at, ofAll);
}

function became(loss: Loss): string {
  if (loss.how === 'removed') return 'which this change takes away';
  const { port, protocol, hostname, tls } = loss.listener;
  switch (loss.field) {
    case 'port':
      return `which has port ${port.value} with this change`;
    case 'hostname':
      return `which has ${hostname === null ? 'no hostname' : `hostname ${hostname.value}`} with this change`;
    case 'protocol':
      return `which is for ${protocol.value} with this change`;
    case 'tls':
      return `which has the TLS mode ${tls?.mode ?? 'Terminate'} with this change`;
    case 'allowedRoutes':
      return 'which has other allowedRoutes with this change';
  }
}

function listenerName({ gateway }: KongParent, { name }: Listener): string {
  return `listener "${name.value}" of ${gatewayName(gateway)}`;
}

/** Whether a listener with a hostname, empty for every one, takes requests for another. */
function takes(hostname: string, asked: string): boolean {
  return hostname === '' || hostname === asked || (hostname.startsWith('*.') && asked.endsWith(hostname.slice(1)));
}
