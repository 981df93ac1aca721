import type { Fact, Located } from '../source/location.ts';
import type { LoneController } from './controller.ts';
import type { Controller, PinItem, PublishService } from './model.ts';
import { atLeast } from './image.ts';
import type { ServiceIndex } from './service-index.ts';

/** The publish Service and the UDP publish Service of a controller, as far as they are set and known. */
export function publishServicesOf(
  controller: Pick<LoneController, 'publishService' | 'publishServiceUdp' | 'settings' | 'source'>,
  services: ServiceIndex,
  /** Whether everything of the controller's own release could be rendered. */
  rendered: boolean,
): readonly PublishService[] {
  const { publishService, publishServiceUdp, settings } = controller;
  const made = settings.read('publish-service');
  const byChart = made?.kind === 'value' && made.source === 'chart' && rendered;
  return [
    ...read('publish', publishService, services, byChart),
    ...read('publish-udp', publishServiceUdp, services, false),
  ];
}

function read(
  role: PublishService['role'],
  fact: Fact<string | null>,
  services: ServiceIndex,
  byChart: boolean,
): readonly PublishService[] {
  if (fact.certainty === 'unknown' || fact.value === null) return [];
  const ref: Located<string> = {
    value: fact.value,
    at: fact.certainty === 'known' ? fact.at : { default: fact.from },
  };
  const [namespace = '', name = ''] = fact.value.split('/');
  const service = services.find(namespace, name);
  const absent = byChart
    ? `the chart that names it makes no such Service with these values`
    : `Service ${fact.value} is not in the tree`;
  return [{ role, ref, service, missing: service === null ? { certain: byChart, reason: absent } : null }];
}

/** The items of the annotation that pins a Gateway to Services, and whether the controller knows them. */
export function pinOf(pin: Located<string> | null, controller: Controller | null): readonly PinItem[] {
  if (pin === null || pin.value.trim() === '') return [];
  const version = controller?.version;
  // Blanks around the items are taken off since 3.4.0.
  const exact = version !== undefined && version.certainty !== 'unknown' && !atLeast(version.value, '3.4');
  const items = exact ? pin.value.split(',') : pin.value.split(',').map((item) => item.trim());
  return items
    .filter((item) => exact || item !== '')
    .map((value) => ({ value, at: pin.at, matches: matchOf(value, controller) }));
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
