import type { Fact } from '../../source/location.ts';
import { factAt, unknown } from '../../source/location.ts';
import { readBoolean } from '../flags/go-literals.ts';
import { operatorSettingsOf, type OperatorSettings } from '../flags/operator-settings.ts';
import { factOf } from '../flags/settings.ts';
import { atLeast, readImage, versionOfTag } from '../model/image.ts';
import type { Controller } from '../model/model.ts';
import type { Container, Workload } from '../model/workload.ts';
import { workloadName } from '../model/workload-name.ts';

/** The name that the operator answers to when nobody gives it one: the same in every release. */
export const defaultOperatorName = 'konghq.com/gateway-operator';

const from = 'Kong Operator';

/** The release by whose settings one is read of which nothing tells the release. */
const assumedRelease = '2.2';

/** Controllers of the operator, and whether each runs where nobody says. */
const switches: readonly (readonly [flag: string, runs: boolean])[] = [
  ['enable-controller-gateway', true],
  ['enable-controller-controlplane', true],
  ['enable-controller-dataplane', true],
  ['enable-controller-konnect', false],
];

/** Kong Operator in a workload: it has its own Gateways and none of the ingress controller's settings. */
export function operatorOf(workload: Workload, container: Container): Controller {
  const none: Fact<null> = { certainty: 'defaulted', value: null, from };
  const version = versionOf(container);
  const release = version.certainty === 'unknown' ? assumedRelease : version.value;
  const settings = operatorSettingsOf(container, release);
  const on = { value: true, from };
  return {
    id: workload.id,
    workload: workloadName(workload),
    kind: 'operator',
    controllerName: nameOf(container, settings),
    publishService: none,
    publishServiceUdp: none,
    gatewayToReconcile: none,
    featureGates: { certainty: 'defaulted', value: new Map(), from },
    ingressClass: unknown('Kong Operator reads no such setting'),
    watchNamespaces: factOf<readonly string[] | null>(settings.read('watch-namespaces'), namespacesIn, {
      value: null,
      from,
    }),
    enabled: new Map(
      switches.map(([flag, value]) => [
        flag,
        factOf(settings.read(flag), (text) => readBoolean(text) ?? value, { value, from }),
      ]),
    ),
    combinesServices: { certainty: 'defaulted', value: false, from },
    admissionWebhook: unknown('Kong Operator sets it up'),
    version,
    versionAssumed: version.certainty === 'unknown',
    origin: workload.origin,
    at: workload.at,
    publish: [],
    unknownGates: [],
    proxies: [],
    startFailures: version.certainty === 'unknown' ? [] : settings.startFailures,
    operator: {
      secretLabel: labelOf(settings, 'secret-label-selector', 'konghq.com/secret', release),
      configMapLabel: labelOf(settings, 'config-map-label-selector', 'konghq.com/configmap', release),
      validatesImages: factOf(settings.read('validate-images'), (text) => readBoolean(text) ?? true, on),
    },
  };
}

/** The image's tag; where that is no release, what is stated beside it. */
function versionOf({ image, statedRelease = null }: Container): Fact<string> {
  const version = image === null ? null : versionOfTag(readImage(image.value).tag);
  if (image !== null && version !== null) return factAt(version, image.at);
  const stated = statedRelease === null ? null : versionOfTag(statedRelease.value);
  return statedRelease === null || stated === null
    ? unknown('the image names no release')
    : factAt(stated, statedRelease.at);
}

/** The flag and its variables, then a variable of its own; an empty name is none. */
function nameOf({ env, unknownEnv }: Container, settings: OperatorSettings): Fact<string> {
  const given = settings.read('controller-name');
  if (given?.kind === 'unknown') return unknown(given.reason);
  if (given !== undefined && given.value !== '') return factAt(given.value, given.at);
  const variable = env.get('KONG_CONTROLLER_NAME');
  if (variable?.kind === 'unknown') return unknown(variable.reason);
  if (variable !== undefined && variable.value !== '') return factAt(variable.value, variable.at);
  if (unknownEnv !== null) return unknown(unknownEnv);
  return { certainty: 'defaulted', value: defaultOperatorName, from };
}

function namespacesIn(text: string): readonly string[] | null {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? null : names;
}

/** Before 2.0 every Secret is seen; an empty label lifts the limit. */
function labelOf(settings: OperatorSettings, flag: string, label: string, release: string): Fact<string | null> {
  if (!atLeast(release, '2.0')) return { certainty: 'defaulted', value: null, from };
  return factOf<string | null>(settings.read(flag), (text) => (text === '' ? null : text), { value: label, from });
}
