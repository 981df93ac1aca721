import { listenerCause } from '../causes/listener-cause.ts';
import { controllerPlace, portAskedFor } from '../wording/places.ts';
import { pinnedTo, type PinItem } from '../../kong/model/pin.ts';
import type { Controller, GatewayStatus } from '../../kong/model/model.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import type { ClusterView } from '../../kong/model/model.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { gatewayName, gatewaySubject } from '../wording/names.ts';
import { conditionOutcome, pending } from '../wording/outcomes.ts';

function fieldOf({ key }: PinItem): string {
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

function* wrongItems(status: GatewayStatus): Iterable<Omit<Observation, 'changes'>> {
  const wrong = status.pin.find(({ matches }) => matches === null);
  const at = firstLocation(wrong?.at);
  if (wrong === undefined || at === undefined || status.controller === null) return;
  yield {
    at,
    subject: gatewaySubject(status),
    field: fieldOf(wrong),
    statement: `${gatewayName(status)} is pinned to ${pinnedTo(wrong)}, but the controller ${status.controller.id} publishes ${wanted(status.controller)}.`,
    outcome: pending('the controller fails to reconcile the Gateway, which stays'),
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

  *observe(cluster) {
    for (const status of cluster.gateways.filter(({ implementation }) => implementation === 'kic')) {
      const { controller, gateway } = status;
      const [pin] = status.pin;
      if (controller === null || pin === undefined) continue;
      for (const found of [...wrongItems(status), ...withoutUdp(status, cluster)].slice(0, 1)) {
        yield {
          ...found,
          restsOn: placesOf(controller),
          changes: !isPublished(controller) ? [] : ways(setValue(gateway.object.root, pin.at, wanted(controller))),
        };
      }
    }
  },
};
