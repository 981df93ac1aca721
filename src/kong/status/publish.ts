import type { Fact, Located } from '../../source/location.ts';
import type { UnresolvedController } from '../read/controller.ts';
import type { Controller, PublishService, Service } from '../model/model.ts';
import type { PinItem } from '../model/pin.ts';
import { atLeast } from '../model/image.ts';
import { service as serviceKind } from '../../kubernetes/kinds.ts';
import type { Targets } from '../../kubernetes/targets.ts';

/** The publish Service and the UDP publish Service of a controller, as far as they are set and known. */
export function publishServicesOf(
  controller: Pick<UnresolvedController, 'publishService' | 'publishServiceUdp' | 'settings'>,
  services: Targets<Service>,
  /** Whether everything of the controller's own release could be rendered. */
  rendered: boolean,
  /** The Services of the tree that send to the controller's data planes or come from its release. */
  proxyServices: readonly Service[],
): readonly PublishService[] {
  const { publishService, publishServiceUdp, settings } = controller;
  const made = settings.read('publish-service');
  const byChart = made?.kind === 'value' && made.source === 'chart' && rendered;
  return [
    ...read('publish', publishService, services, byChart, proxyServices),
    ...read('publish-udp', publishServiceUdp, services, false, proxyServices),
  ];
}

function read(
  role: PublishService['role'],
  fact: Fact<string | null>,
  services: Targets<Service>,
  byChart: boolean,
  proxyServices: readonly Service[],
): readonly PublishService[] {
  if (fact.certainty === 'unknown' || fact.value === null) return [];
  const ref: Located<string> = {
    value: fact.value,
    at: fact.certainty === 'known' ? fact.at : { default: fact.from },
  };
  const [namespace = '', name = ''] = fact.value.split('/');
  const service = services.one({ ...serviceKind, namespace, name });
  const missing = service === null ? absence(fact.value, namespace, byChart, proxyServices) : null;
  return [{ role, ref, service, missing }];
}

/**
 * A chart that names a Service and does not make it is certain. So is a name beside Services of the
 * same namespace that do send to the data plane; elsewhere the Service may come from another repository.
 */
function absence(
  value: string,
  namespace: string,
  byChart: boolean,
  proxyServices: readonly Service[],
): PublishService['missing'] {
  const near = proxyServices.filter(
    (proxyService) => proxyService.namespace === namespace && !proxyService.unknownPart,
  );
  const instead = near.map((proxyService) => `Service ${namespace}/${proxyService.name}`).join(' and ');
  if (near.length > 0) return { certain: true, reason: `Kong is behind ${instead}` };
  if (!byChart) return { certain: false, reason: `Service ${value} is not in the repository` };
  const others = proxyServices
    .map((proxyService) => `Service ${proxyService.namespace ?? 'default'}/${proxyService.name}`)
    .join(' and ');
  const made = others === '' ? 'no such Service' : `${others} instead`;
  return { certain: true, reason: `with these values the chart makes ${made}` };
}

/**
 * The items of the annotation that pins a Gateway to Services, and whether the controller knows them.
 * Before 3.0 the controller does not read it; until 3.4 it takes no blanks off and no empty item away.
 */
export function pinOf(pin: Located<string> | null, controller: Controller | null): readonly PinItem[] {
  if (pin === null) return [];
  const fact = controller?.version;
  const version = fact === undefined || fact.certainty === 'unknown' ? null : fact.value;
  if (version !== null && !atLeast(version, '3.0')) return [];
  const exact = version !== null && !atLeast(version, '3.4');
  const items = pin.value.split(',');
  const kept = exact ? items : items.map((item) => item.trim()).filter((item) => item !== '');
  return kept.map((value) => ({ value, at: pin.at, matches: matchOf(value, controller) }));
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
