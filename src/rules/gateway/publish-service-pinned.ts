import { listenerCause } from '../causes/listener-cause.ts';
import { controllerPlace, portAskedFor } from '../wording/places.ts';
import { pinnedTo, type PinItem } from '../../kong/model/pin.ts';
import type { Controller, GatewayStatus } from '../../kong/model/model.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation, isLocation, type Place } from '../../source/location.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { gatewayName, gatewaySubject } from '../wording/names.ts';
import { conditionOutcome, pending, stuck } from '../wording/outcomes.ts';
import type { Outcome } from '../../finding.ts';
import type { ValueChange } from '../../source/change.ts';
import { ranBefore } from '../../kong/model/ran-before.ts';
import { shortName } from '../../source/shortened.ts';
import { firstItems } from '../../source/first-items.ts';

/** What releases from 3.0 on write, and read. */
const annotation = 'konghq.com/publish-service';

function fieldOf({ key }: Pick<PinItem, 'key'>): string {
  return `metadata.annotations[${key}]`;
}

/** What the controller itself would write into the annotation. */
function wanted({ publish }: Controller): string {
  return publish.map(({ ref }) => shortName(ref.value)).join(',');
}

/** Whether the Services that the controller publishes exist, as far as that is known. */
function isPublished({ publish }: Controller): boolean {
  return publish.length > 0 && !publish.some(({ missing }) => missing?.certain === true);
}

function* wrongItems(status: GatewayStatus, before: ClusterView | undefined): Iterable<Omit<Observation, 'changes'>> {
  const { controller, gateway } = status;
  const wrong = status.pin.find(({ matches }) => matches === null);
  const at = firstLocation(wrong?.at, gateway.name.at);
  if (wrong === undefined || at === undefined || controller === null) return;
  yield {
    at,
    subject: gatewaySubject(status),
    field: fieldOf(wrong),
    statement: isLocation(wrong.at)
      ? `${gatewayName(status)} is pinned to ${pinnedTo(wrong)}, but the controller ${controller.id} publishes ${wanted(controller)}.`
      : `${written(status, controller)}, and does not change it, but it publishes ${wanted(controller)} now.`,
    outcome: failed(status, before),
  };
}

/** What a controller wrote on a Gateway that ran before the change. */
function written(status: GatewayStatus, { id }: Controller): string {
  const services = status.pin.map(({ value }) => value).join(',');
  return `the controller ${id} wrote ${services} into the annotation ${annotation} of ${gatewayName(status)} when it first saw it`;
}

function* withoutUdp(status: GatewayStatus, cluster: ClusterView): Iterable<Omit<Observation, 'changes'>> {
  const [first] = status.pin;
  const { controller } = status;
  const cut = status.listeners.find((each) => listenerCause(status, each, cluster.proxyServices)?.cause === 'pinned');
  if (cut === undefined || first === undefined || controller === null) return;
  const { name, port } = cut.listener;
  const isStated = isLocation(first.at);
  const at = isStated ? first.at : firstLocation(port.at, status.gateway.name.at);
  const added = controller.publish.find(({ role }) => role === 'publish-udp')?.ref.value ?? 'the UDP publish Service';
  if (at === undefined) return;
  yield {
    at,
    subject: gatewaySubject(status),
    field: fieldOf(first),
    statement: isStated
      ? `${gatewayName(status)} is pinned to ${firstItems(status.pin.map(({ value }) => value))}, which leaves out the UDP publish Service, ` +
        `but listener "${name.value}" asks for UDP ${port.value}.`
      : `${written(status, controller)}, and does not add ${added}, but listener "${name.value}" asks for UDP ${port.value} of that Service.`,
    outcome: conditionOutcome({
      type: 'Accepted',
      status: 'False',
      reason: cut.conditions?.Accepted?.reason ?? 'PortUnavailable',
    }),
    related: isStated ? portAskedFor(cut.listener) : [],
  };
}

/** The controller fails for ever; a Gateway that ran keeps what it was given. */
function failed(status: GatewayStatus, before: ClusterView | undefined): Outcome {
  const what = 'the controller fails to reconcile the Gateway, which';
  return ranBefore(status, before) === null ? pending(`${what} stays`) : stuck(`${what} keeps`);
}

/** States what the controller publishes now: what stands in the manifest wins over what the controller wrote. */
function remedy({ gateway: { object }, pin }: GatewayStatus, controller: Controller): readonly ValueChange[] | null {
  const [first] = pin;
  if (!isPublished(controller)) return null;
  if (first !== undefined && isLocation(first.at)) return setValue(object.root, first.at, wanted(controller));
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
    for (const status of cluster.gateways) {
      const { controller, implementation, pin } = status;
      if (implementation !== 'kic' || controller === null || pin.length === 0) continue;
      const found = [...wrongItems(status, before), ...withoutUdp(status, cluster)];
      for (const each of found.slice(0, 1)) {
        yield { ...each, restsOn: placesOf(controller), changes: ways(remedy(status, controller)) };
      }
    }
  },
};
