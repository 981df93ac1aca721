import type { Gateway } from '../../gatewayapi/gateway.ts';
import type { Fact, Located } from '../../source/location.ts';
import type { HoldsEvery } from '../../gitops/model/absence.ts';
import type { UnresolvedController } from '../read/controller.ts';
import type { Controller, PublishService, Service } from '../model/model.ts';
import type { PinItem } from '../model/pin.ts';
import { atLeast } from '../model/image.ts';
import { watchedNamespaces } from '../model/watched-namespaces.ts';
import { service as serviceKind } from '../../kubernetes/kinds.ts';
import type { Targets } from '../../kubernetes/targets.ts';
import { firstItems } from '../../source/first-items.ts';

/** The publish Service and the UDP publish Service of a controller, as far as they are set and known. */
export function publishServicesOf(
  controller: Pick<UnresolvedController, 'publishService' | 'publishServiceUdp' | 'watchNamespaces' | 'settings'>,
  services: Targets<Service>,
  /** Whether everything of the controller's own release could be rendered. */
  rendered: boolean,
  /** The Services of the tree that send to the controller's data planes or come from its release. */
  proxyServices: readonly Service[],
  /** Whether a Service that is not in the tree is nowhere. */
  every: HoldsEvery = () => false,
): readonly PublishService[] {
  const { publishService, publishServiceUdp, settings } = controller;
  const made = settings.read('publish-service');
  const byChart = made?.kind === 'value' && made.source === 'chart' && rendered;
  const udp = read('publish-udp', publishServiceUdp, services, { byChart: false, every }, proxyServices);
  return [
    ...read('publish', publishService, services, { byChart, every }, proxyServices),
    ...udp.map((published) => withoutUnwatched(published, controller)),
  ];
}

/** The controller adds the namespace of its publish Service to those that it watches, and not that of the one for UDP. */
function withoutUnwatched(
  published: PublishService,
  controller: Pick<Controller, 'watchNamespaces' | 'publishService'>,
): PublishService {
  const [namespace = ''] = published.ref.value.split('/');
  const watched = watchedNamespaces(controller);
  if (watched === null || watched.includes(namespace)) return published;
  const reason = `it does not watch the namespace ${namespace} (it watches ${firstItems(watched)})`;
  return { ...published, service: null, missing: { certain: true, reason } };
}

/** What proves that a Service which is not in the tree is not in the cluster. */
interface Proof {
  readonly byChart: boolean;
  readonly every: HoldsEvery;
}

function read(
  role: PublishService['role'],
  fact: Fact<string | null>,
  services: Targets<Service>,
  proof: Proof,
  proxyServices: readonly Service[],
): readonly PublishService[] {
  if (fact.certainty === 'unknown' || fact.value === null) return [];
  const ref: Located<string> = {
    value: fact.value,
    at: fact.certainty === 'known' ? fact.at : { default: fact.from },
  };
  const [namespace = '', name = ''] = fact.value.split('/');
  const service = services.one({ ...serviceKind, namespace, name });
  const missing = service === null ? absence(fact.value, namespace, proof, proxyServices) : null;
  return [{ role, ref, service, missing }];
}

/**
 * A chart that names a Service and does not make it is certain. So is a name beside Services of the
 * same namespace that do send to the data plane; elsewhere the Service may come from another repository.
 */
function absence(
  value: string,
  namespace: string,
  { byChart, every }: Proof,
  proxyServices: readonly Service[],
): PublishService['missing'] {
  const near = proxyServices.filter(
    (proxyService) => proxyService.namespace === namespace && !proxyService.unknownPart,
  );
  const instead = firstItems(
    near.map((proxyService) => `Service ${namespace}/${proxyService.name}`),
    ' and ',
  );
  if (near.length > 0) return { certain: true, reason: `Kong is behind ${instead}` };
  if (!byChart && every(serviceKind, namespace))
    return { certain: true, reason: 'no such Service is in the repository, which holds all of them' };
  if (!byChart) return { certain: false, reason: `Service ${value} is not in the repository` };
  const others = firstItems(
    proxyServices.map((proxyService) => `Service ${proxyService.namespace ?? 'default'}/${proxyService.name}`),
    ' and ',
  );
  const made = others === '' ? 'no such Service' : `${others} instead`;
  return { certain: true, reason: `with these values the chart makes ${made}` };
}

/** How releases read the annotation that pins a Gateway to Services, the newest first. */
const pinReadings: readonly {
  readonly since: string;
  readonly key: 'konghq.com/publish-service' | 'konghq.com/gatewayclass-unmanaged';
  itemsOf(value: string): readonly string[];
}[] = [
  {
    since: '3.4',
    key: 'konghq.com/publish-service',
    itemsOf: (value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
  },
  { since: '3.0', key: 'konghq.com/publish-service', itemsOf: (value) => value.split(',') },
  {
    since: '2.10',
    key: 'konghq.com/gatewayclass-unmanaged',
    itemsOf: (value) => (value === '' ? [] : value.split(',')),
  },
  { since: '2.6', key: 'konghq.com/gatewayclass-unmanaged', itemsOf: (value) => (value === '' ? [] : [value]) },
];

/**
 * The items of the annotation that pins a Gateway to Services, and whether the controller knows them. Without items the
 * controller writes the annotation itself. A version that is not known is read as the newest.
 */
export function pinOf(
  { publishServicePin, formerPin }: Pick<Gateway, 'publishServicePin' | 'formerPin'>,
  controller: Controller | null,
): readonly PinItem[] {
  if (publishServicePin === null && formerPin === null) return [];
  const fact = controller?.version;
  const version = fact === undefined || fact.certainty === 'unknown' ? null : fact.value;
  const reading = pinReadings.find(({ since }) => version === null || atLeast(version, since));
  const pin = reading?.key === 'konghq.com/publish-service' ? publishServicePin : formerPin;
  if (reading === undefined || pin === null) return [];
  const { key, itemsOf } = reading;
  return itemsOf(pin.value).map((value) => ({ value, at: pin.at, key, matches: matchOf(value, controller) }));
}

function matchOf(value: string, controller: Controller | null): PinItem['matches'] {
  const known = controller?.publish.find(({ ref }) => ref.value === value);
  if (known !== undefined) return known.role;
  const open =
    controller === null ||
    controller.publishService.certainty === 'unknown' ||
    controller.publishServiceUdp.certainty === 'unknown';
  return open ? 'unknown' : null;
}
