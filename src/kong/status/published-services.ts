import { onceFor } from '../../source/once-for.ts';
import { atLeast } from '../model/image.ts';
import type { Controller, Offer, PublishService, Service } from '../model/model.ts';
import type { NoStatus } from '../model/no-status.ts';
import type { PinItem } from '../model/pin.ts';
import { agreedListens } from './agreed-listens.ts';
import type { Doubted, Prediction } from './listener-statuses.ts';
import { withoutServices } from './not-reconciled.ts';
import { offersOf } from './offers.ts';

/** What a Gateway gets of its controller, by the publish Services that the controller reads for it. */
export interface PublishedServices {
  /** In the order in which the controller reads them; null when not all are known. */
  readonly services: readonly Service[] | null;
  /** What keeps the controller from reading them, or null. */
  readonly none: NoStatus | null;
  /** What they let be told of listeners, where nothing else stands in the way. */
  readonly prediction: Prediction;
}

/**
 * What a controller publishes for a Gateway.
 * @param missing why a controller's data planes are not in the tree, by controller
 */
export function publishedFor(
  pin: readonly PinItem[],
  controller: Controller,
  missing: ReadonlyMap<Controller, string>,
): PublishedServices {
  return pin.length === 0
    ? unpinned(missing)(controller)
    : published(pin, usedServices(pin, controller), controller, missing);
}

/** Of one controller the same for every Gateway that no annotation pins, and most are not. */
const unpinned = onceFor((missing: ReadonlyMap<Controller, string>) =>
  onceFor((controller: Controller) => published([], controller.publish, controller, missing)),
);

function published(
  pin: readonly PinItem[],
  used: readonly PublishService[],
  controller: Controller,
  missing: ReadonlyMap<Controller, string>,
): PublishedServices {
  const services = found(used);
  return {
    services,
    none: withoutServices(pin, used, controller),
    prediction: look(controller, used, services, missing.get(controller)),
  };
}

/** A prediction that cannot be made, with what is known all the same. */
export function doubted(
  reason: string,
  known: Partial<Pick<Doubted, 'services' | 'offers' | 'version'>> = {},
): Doubted {
  return { kind: 'doubt', reason, services: null, offers: null, version: null, ...known };
}

/** The publish Services in the order in which the controller reads them. */
function usedServices(pin: readonly PinItem[], { publish }: Controller): readonly PublishService[] {
  if (pin.length === 0) return publish;
  return pin.flatMap(({ value }) => publish.filter(({ ref }) => ref.value === value).slice(0, 1));
}

function found(used: readonly PublishService[]): readonly Service[] | null {
  const services = used.flatMap(({ service }) => (service === null ? [] : [service]));
  return services.length === 0 || services.length < used.length ? null : services;
}

function look(
  controller: Controller,
  used: readonly PublishService[],
  services: readonly Service[] | null,
  missing: string | undefined,
): Prediction {
  const version = controller.version.certainty === 'unknown' ? null : controller.version.value;
  const unseen = unseenServices(used, controller);
  if (unseen !== null || services === null)
    return doubted(unseen ?? 'the publish Service is not in the repository', { version });
  const offers = offersBehind(services, controller, missing);
  if (typeof offers === 'string') return doubted(offers, { services, version });
  if (version !== null && !atLeast(version, '2.11')) {
    const why = `version ${version} of the controller writes conditions of an older kind`;
    return doubted(why, { services, version, offers: atLeast(version, '2.6') ? offers : null });
  }
  return { kind: 'judged', offers, acceptsFailing: version === null || atLeast(version, '3.0') };
}

function unseenServices(used: readonly PublishService[], controller: Controller): string | null {
  for (const [fact, what] of [
    [controller.publishService, 'publish Service'],
    [controller.publishServiceUdp, 'UDP publish Service'],
  ] as const) {
    if (fact.certainty === 'unknown')
      return `the ${what} of the controller ${controller.id} is not known: ${fact.reason}`;
  }
  const missing = used.find(({ service }) => service === null);
  return missing === undefined ? null : `the publish Service ${missing.ref.value} is not in the repository`;
}

/** What the Services offer in front of the controller's data planes, or why that is not known. */
function offersBehind(
  services: readonly Service[],
  { proxies }: Controller,
  missing: string | undefined,
): readonly Offer[] | string {
  const blind = services.find(({ unknownPart }) => unknownPart !== null && unknownPart !== undefined);
  if (blind !== undefined) return `the ports of Service ${blind.name} are not all known: ${blind.unknownPart ?? ''}`;
  const listens = agreedListens(proxies, missing ?? null);
  if (typeof listens === 'string') return listens;
  return services.flatMap((service) => offersOf(service, listens.proxy, listens.stream));
}
