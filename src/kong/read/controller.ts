import type { Fact, Place } from '../../source/location.ts';
import { factAt, isLocation, unknown } from '../../source/location.ts';
import { defaultGates, gateIn, readBoolean, readGates } from './feature-gates.ts';
import { atLeast, readImage, versionOfTag } from '../model/image.ts';
import type { Controller } from '../model/model.ts';
import { factOf, settingsOf, type Setting, type Settings } from './settings.ts';
import { startFailureOf } from './start-failure.ts';
import type { Container, Workload } from '../model/workload.ts';
import { workloadName } from '../model/workload-name.ts';

/** A controller before its Services and data planes are found. */
export type UnresolvedController = Omit<Controller, 'publish' | 'proxies'> & {
  readonly settings: Settings;
  /** Whether neither the image nor the chart tells the version: `version` is then an assumption. */
  readonly versionAssumed: boolean;
};

/** The name a controller answers to when nobody gives it one. */
export const defaultControllerName = 'konghq.com/kic-gateway-controller';

/** The release whose behaviour is assumed where none can be told. */
export const assumedVersion = '3.5';

/** The Gateway API switches, all on by default, with the release that brought each. */
const switches: readonly (readonly [flag: string, since: string])[] = [
  ['enable-controller-gwapi-gateway', '3.0'],
  ['enable-controller-gwapi-httproute', '3.0'],
  ['enable-controller-gwapi-reference-grant', '3.0'],
  ['enable-controller-gwapi-grpcroute', '3.2'],
];

/** The ingress controller that a container of a workload is: flags over environment over defaults. */
export function controllerOf(workload: Workload, container: Container): UnresolvedController {
  const settings = settingsOf(container);
  const version = versionOf(container);
  const release = version.certainty === 'unknown' ? assumedVersion : version.value;
  const from = `Kong Ingress Controller ${release}`;
  const pair = (flag: string): Fact<string | null> =>
    factOf<string | null>(settings.read(flag), (text) => text, { value: null, from });
  const failure = startFailureOf(settings, release, version.assumed);
  return {
    id: workload.id,
    workload: workloadName(workload),
    kind: 'kic',
    controllerName: factOf(settings.read('gateway-api-controller-name'), (text) => text, {
      value: defaultControllerName,
      from,
    }),
    publishService: pair('publish-service'),
    publishServiceUdp: atLeast(release, '2.10')
      ? pair('publish-service-udp')
      : { certainty: 'defaulted', value: null, from },
    gatewayToReconcile: atLeast(release, '3.1')
      ? pair('gateway-to-reconcile')
      : { certainty: 'defaulted', value: null, from },
    featureGates: gatesOf(settings.read('feature-gates'), release, from),
    watchNamespaces: watchedBy(settings, from),
    enabled: new Map(
      switches.map(([flag, since]) => [
        flag,
        factOf(atLeast(release, since) ? settings.read(flag) : undefined, (text) => readBoolean(text) ?? true, {
          value: true,
          from,
        }),
      ]),
    ),
    version: version.fact,
    origin: workload.origin,
    at: placeOf(workload, container),
    unknownGates: unknownGatesOf(settings.read('feature-gates'), release, version.assumed),
    startFailure: failure,
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

function gatesOf(setting: Setting | undefined, release: string, from: string): Controller['featureGates'] {
  const defaults = defaultGates(release);
  if (setting === undefined) return { certainty: 'defaulted', value: defaults, from };
  if (setting.kind === 'unknown') return unknown(setting.reason);
  const read = readGates(setting.value);
  if (typeof read === 'string') return unknown(read);
  return factAt<ReadonlyMap<string, boolean>>(new Map([...defaults, ...read]), setting.at);
}

function unknownGatesOf(setting: Setting | undefined, release: string, assumed: boolean): Controller['unknownGates'] {
  // Before 2.1 there was no such setting, and the variable was ignored.
  if (setting?.kind !== 'value' || !atLeast(release, '2.1')) return [];
  const read = readGates(setting.value);
  if (typeof read === 'string') return [];
  return [...read.keys()].flatMap((gate) => {
    const { known, removedIn } = gateIn(release, gate);
    // An older or newer release than the assumed one may know a gate that some release knew.
    return known || (assumed && removedIn !== null) ? [] : [{ gate, at: setting.at, removedIn }];
  });
}

/** All namespaces when nothing, or nothing but blanks, is given; the publish Service's namespace is always among them. */
function watchedBy(settings: Settings, from: string): Controller['watchNamespaces'] {
  const given = settings.readAll('watch-namespace');
  const last = given.at(-1);
  if (last === undefined) return { certainty: 'defaulted', value: null, from };
  const names: string[] = [];
  for (const setting of given) {
    if (setting.kind === 'unknown') return unknown(setting.reason);
    names.push(...setting.value.split(',').filter((name) => name !== ''));
  }
  if (last.kind === 'unknown') return unknown(last.reason);
  return factAt<readonly string[] | null>(names.length === 0 ? null : names, last.at);
}

/** Where to point: the image when a file names it, else the workload. */
function placeOf(workload: Workload, { image }: Container): Place {
  return image !== null && isLocation(image.at) && !isLocation(workload.at) ? image.at : workload.at;
}
