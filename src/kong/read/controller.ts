import type { Fact, Place } from '../../source/location.ts';
import { factAt, isLocation, unknown } from '../../source/location.ts';
import { behavesIn } from '../flags/behaviours.ts';
import { defaultGates, givenGates, unknownGates } from '../flags/feature-gates.ts';
import { readBoolean, readList } from '../flags/go-literals.ts';
import { releasesOf } from '../flags/releases.ts';
import { readImage, versionOfTag } from '../model/image.ts';
import type { Controller } from '../model/model.ts';
import { factOf, settingsOf, type Settings } from '../flags/settings.ts';
import { startFailuresOf } from '../flags/start-failures.ts';
import type { Container, Workload } from '../model/workload.ts';
import { workloadName } from '../model/workload-name.ts';

/** A controller before its Services and data planes are found. */
export type UnresolvedController = Omit<Controller, 'publish' | 'proxies'> & {
  readonly settings: Settings;
};

/** The name a controller answers to when nobody gives it one. */
export const defaultControllerName = 'konghq.com/kic-gateway-controller';

/** The class of objects of Kong's where nobody names one. */
export const defaultIngressClass = 'kong';

/** The release whose behaviour is assumed where none can be told. */
export const assumedVersion = '3.5';

/** Switches for kinds of Gateway API and of Kong, all on by default. */
const switches: readonly string[] = [
  'enable-controller-gwapi-gateway',
  'enable-controller-gwapi-httproute',
  'enable-controller-gwapi-reference-grant',
  'enable-controller-gwapi-grpcroute',
  'enable-controller-kongplugin',
  'enable-controller-kongclusterplugin',
  'enable-controller-kongconsumer',
  'enable-controller-ingress-networkingv1',
];

/** The ingress controller that a container of a workload is: flags over environment over defaults. */
export function controllerOf(workload: Workload, container: Container): UnresolvedController {
  const version = versionOf(container);
  // Of the patches that a version without one may mean, the newest is the likeliest.
  const release = releasesOf(version.value)[0] ?? version.value;
  const settings = settingsOf(container, release);
  const from = `Kong Ingress Controller ${version.value}`;
  const pair = (flag: string): Fact<string | null> =>
    factOf<string | null>(settings.read(flag), (text) => text, { value: null, from });
  const on = { value: true, from };
  return {
    id: workload.id,
    workload: workloadName(workload),
    kind: 'kic',
    controllerName: factOf(settings.read('gateway-api-controller-name'), (text) => text, {
      value: defaultControllerName,
      from,
    }),
    publishService: pair('publish-service'),
    // 2.9 knows the flag, and does not use it for Gateways.
    publishServiceUdp: behavesIn(release, 'reads-udp-publish-service')
      ? pair('publish-service-udp')
      : { certainty: 'defaulted', value: null, from },
    gatewayToReconcile: pair('gateway-to-reconcile'),
    featureGates: gatesOf(settings, release, from),
    ingressClass: factOf(settings.read('ingress-class'), (text) => text, { value: defaultIngressClass, from }),
    watchNamespaces: watchedBy(settings, release, from),
    enabled: new Map(
      switches.map((flag) => [flag, factOf(settings.read(flag), (text) => readBoolean(text) ?? true, on)]),
    ),
    combinesServices: factOf(
      settings.read('combined-services-from-different-httproutes'),
      (text) => readBoolean(text) ?? true,
      { value: false, from },
    ),
    admissionWebhook: factOf(settings.read('admission-webhook-listen'), (text) => text !== 'off', {
      value: false,
      from,
    }),
    version: version.fact,
    origin: workload.origin,
    at: placeOf(workload, container),
    unknownGates: gatesUnknown(settings, release, version.assumed),
    startFailures: startFailuresOf(container, version.assumed ? null : version.value),
    settings,
    versionAssumed: version.assumed,
  };
}

interface Version {
  readonly fact: Fact<string>;
  readonly certainty: Fact<string>['certainty'];
  readonly value: string;
  readonly assumed: boolean;
}

function versionOf({ image }: Container): Version {
  const release = image === null ? null : versionOfTag(readImage(image.value).tag);
  if (image === null || release === null) {
    const why = image === null ? 'no image is stated' : `the image ${image.value} names no release`;
    const fact: Fact<string> = { certainty: 'defaulted', value: assumedVersion, from: `an assumption, because ${why}` };
    return { fact, certainty: fact.certainty, value: assumedVersion, assumed: true };
  }
  const fact = factAt(release, image.at);
  return { fact, certainty: fact.certainty, value: release, assumed: false };
}

function gatesOf(settings: Settings, release: string, from: string): Controller['featureGates'] {
  const defaults = defaultGates(release);
  const given = givenGates(settings, release);
  if (given === null) return unknown('the feature gates are not known');
  const last = given.at(-1);
  if (last === undefined) return { certainty: 'defaulted', value: defaults, from };
  return factAt<ReadonlyMap<string, boolean>>(new Map([...defaults, ...last.values]), last.setting.at);
}

function gatesUnknown(settings: Settings, release: string, assumed: boolean): Controller['unknownGates'] {
  return unknownGates(settings, release)
    .filter(({ removedIn }) => !assumed || removedIn === null)
    .map(({ setting, ...found }) => ({ ...found, at: setting.at }));
}

/**
 * All namespaces when the list is empty; the publish Service's namespace is always among them. An item that is empty
 * means all as well from 3.0 on; before, it names a namespace that does not exist.
 */
function watchedBy(settings: Settings, release: string, from: string): Controller['watchNamespaces'] {
  const given = settings.readAll('watch-namespace');
  const names: string[] = [];
  for (const setting of given) {
    if (setting.kind === 'unknown') return unknown(setting.reason);
    const items = readList(setting.value);
    if (items === null) return unknown('its namespaces cannot be read');
    names.push(...items);
  }
  const last = given.at(-1);
  if (last?.kind !== 'value') return { certainty: 'defaulted', value: null, from };
  const isAll = names.length === 0 || (behavesIn(release, 'watches-all-for-empty-namespace') && names.includes(''));
  return factAt<readonly string[] | null>(isAll ? null : names.filter((name) => name !== ''), last.at);
}

/** Where to point: the image when a file names it, else the workload. */
function placeOf(workload: Workload, { image }: Container): Place {
  return image !== null && isLocation(image.at) && !isLocation(workload.at) ? image.at : workload.at;
}
