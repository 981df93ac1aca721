import { listenerCause } from '../causes/listener-cause.ts';
import { controllerPlace, portAskedFor } from '../wording/places.ts';
import { pinnedTo, type PinItem } from '../../kong/model/pin.ts';
import type { Controller, GatewayStatus } from '../../kong/model/model.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import type { ClusterView } from '../../kong/model/model.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { gatewayName, gatewaySubject } from '../wording/names.ts';
import { conditionOutcome, pending, stuck } from '../wording/outcomes.ts';
import type { Outcome } from '../../finding.ts';
import type { ValueChange } from '../../source/change.ts';
import { ranBefore, writtenPin } from '../causes/ran-before.ts';

/** The annotation of releases from 3.0 on. */
const annotation = 'konghq.com/publish-service';

function fieldOf({ key }: Pick<PinItem, 'key'>): string {
  return `metadata.annotations[${key}]`;
}

/** What the controller itself would write into the annotation. */
function wanted({ publish }: Controller): string {
  return publish.map(({ ref }) => ref.value).join(',');
}

/** Whether the Services that the controller publishes exist, as far as that is known. */
function isPublished({ publish }: Controller): boolean {
  return publish.length > 0 && !publish.some(({ missing }) => missing?.certain === true);
}

function* wrongItems(status: GatewayStatus, before: ClusterView | undefined): Iterable<Omit<Observation, 'changes'>> {
  const wrong = status.pin.find(({ matches }) => matches === null);
  const at = firstLocation(wrong?.at);
  if (wrong === undefined || at === undefined || status.controller === null) return;
  yield {
    at,
    subject: gatewaySubject(status),
    field: fieldOf(wrong),
    statement: `${gatewayName(status)} is pinned to ${pinnedTo(wrong)}, but the controller ${status.controller.id} publishes ${wanted(status.controller)}.`,
    outcome: failed(status, before),
  };
}

function* withoutUdp(status: GatewayStatus, cluster: ClusterView): Iterable<Omit<Observation, 'changes'>> {
  const [first] = status.pin;
  const at = firstLocation(first?.at);
  const cut = status.listeners.find((each) => listenerCause(status, each, cluster.proxyServices)?.cause === 'pinned');
  if (cut === undefined || first === undefined || at === undefined) return;
  yield {
    at,
    subject: gatewaySubject(status),
    field: fieldOf(first),
    statement:
      `${gatewayName(status)} is pinned to ${status.pin.map(({ value }) => value).join(', ')}, which leaves out the UDP publish Service, ` +
      `but listener "${cut.listener.name.value}" asks for UDP ${cut.listener.port.value}.`,
    outcome: conditionOutcome({
      type: 'Accepted',
      status: 'False',
      reason: cut.conditions?.Accepted?.reason ?? 'PortUnavailable',
    }),
    related: portAskedFor(cut.listener),
  };
}

/** The controller fails for ever; a Gateway that ran keeps what it was given. */
function failed(status: GatewayStatus, before: ClusterView | undefined): Outcome {
  const what = 'the controller fails to reconcile the Gateway, which';
  return ranBefore(status, before) === null ? pending(`${what} stays`) : stuck(`${what} keeps`);
}

/** A Gateway that ran before the change, with the annotation that its controller wrote then and does not change. */
function* outdated(status: GatewayStatus, before: ClusterView | undefined): Iterable<Omit<Observation, 'changes'>> {
  const { controller, gateway, listeners, offers } = status;
  const pin = writtenPin(status, before);
  if (controller === null || pin.length === 0) return;
  const wrote = `the controller ${controller.id} wrote ${pin.join(',')} into the annotation konghq.com/publish-service of ${gatewayName(status)} when it first saw it`;
  const wrong = pin.find((each) => !controller.publish.some(({ ref }) => ref.value === each));
  const added = controller.publish.find(({ role, ref }) => role === 'publish-udp' && !pin.includes(ref.value));
  const cut = listeners.find(({ servedBy }) => added !== undefined && servedBy?.service === added.service);
  const at = firstLocation(wrong === undefined ? cut?.listener.port.at : gateway.name.at, gateway.name.at);
  if (at === undefined || (wrong === undefined && (cut === undefined || added === undefined))) return;
  const subject = gatewaySubject(status);
  const field = fieldOf({ key: annotation });
  if (wrong !== undefined) {
    const statement = `${wrote}, and does not change it, but it publishes ${wanted(controller)} now.`;
    yield { at, subject, field, statement, outcome: failed(status, before) };
  } else if (cut !== undefined && added !== undefined) {
    const isOffered = offers?.some(({ protocol, service }) => protocol === 'UDP' && service !== added.service) === true;
    yield {
      at,
      subject,
      field,
      statement:
        `${wrote}, and does not add ${added.ref.value}, but listener "${cut.listener.name.value}" asks for ` +
        `UDP ${cut.listener.port.value} of that Service.`,
      outcome: conditionOutcome({
        type: 'Accepted',
        status: 'False',
        reason: isOffered ? 'PortUnavailable' : 'UnsupportedProtocol',
      }),
    };
  }
}

/** States what the controller publishes now: what stands in the manifest wins over what the controller wrote. */
function remedy({ gateway: { object }, pin }: GatewayStatus, controller: Controller): readonly ValueChange[] | null {
  const [first] = pin;
  if (!isPublished(controller)) return null;
  if (first !== undefined) return setValue(object.root, first.at, wanted(controller));
  return [{ kind: 'put', map: object.root, path: ['metadata', 'annotations', annotation], value: wanted(controller) }];
}

/** What decides which Services the controller publishes: their settings, or the release that names them. */
function placesOf(controller: Controller): readonly Place[] {
  const own = controllerPlace(controller);
  return [...controller.publish.map(({ ref }) => ref.at), controller.at, ...(own ? [own] : [])];
}

export const publishServicePinned: Rule = {
  id: 'publish-service-pinned',
  about: 'gateway',
  title: 'A Gateway is pinned to another Service than its controller publishes',
  severity: 'error',
  comparesServiceNames: true,

  *observe(cluster, before) {
    for (const status of cluster.gateways.filter(({ implementation }) => implementation === 'kic')) {
      const { controller } = status;
      if (controller === null) continue;
      const found = [...wrongItems(status, before), ...withoutUdp(status, cluster), ...outdated(status, before)];
      for (const each of found.slice(0, 1)) {
        yield { ...each, restsOn: placesOf(controller), changes: ways(remedy(status, controller)) };
      }
    }
  },
};
