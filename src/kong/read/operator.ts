import type { Fact } from '../../source/location.ts';
import { factAt, unknown } from '../../source/location.ts';
import { readImage, versionOfTag } from '../model/image.ts';
import type { Controller } from '../model/model.ts';
import type { Container, Workload } from '../model/workload.ts';
import { workloadName } from '../model/workload-name.ts';

const nameVariables = ['KONG_CONTROLLER_NAME', 'GATEWAY_OPERATOR_CONTROLLER_NAME', 'KONG_OPERATOR_CONTROLLER_NAME'];

/** Kong Operator in a workload: it has its own Gateways and none of the ingress controller's settings. */
export function operatorOf(workload: Workload, container: Container): Controller {
  const none: Fact<null> = { certainty: 'defaulted', value: null, from: 'Kong Operator' };
  const version = container.image === null ? null : versionOfTag(readImage(container.image.value).tag);
  return {
    id: workload.id,
    workload: workloadName(workload),
    kind: 'operator',
    controllerName: nameOf(container),
    publishService: none,
    publishServiceUdp: none,
    gatewayToReconcile: none,
    featureGates: { certainty: 'defaulted', value: new Map(), from: 'Kong Operator' },
    ingressClass: unknown('Kong Operator reads no such setting'),
    watchNamespaces: none,
    enabled: new Map(),
    combinesServices: { certainty: 'defaulted', value: false, from: 'Kong Operator' },
    version:
      container.image === null || version === null
        ? unknown('the image names no release')
        : factAt(version, container.image.at),
    versionAssumed: version === null,
    origin: workload.origin,
    at: workload.at,
    publish: [],
    unknownGates: [],
    proxies: [],
    startFailures: [],
  };
}

function nameOf({ args, env, unknownEnv }: Container): Fact<string> {
  const flag = args.findLast(({ value }) => /^--?controller-name=/.test(value));
  if (flag !== undefined) return factAt(flag.value.slice(flag.value.indexOf('=') + 1), flag.at);
  for (const name of nameVariables) {
    const variable = env.get(name);
    if (variable?.kind === 'unknown') return unknown(variable.reason);
    if (variable?.kind === 'value') return factAt(variable.value, variable.at);
  }
  if (unknownEnv !== null) return unknown(unknownEnv);
  return { certainty: 'defaulted', value: 'konghq.com/gateway-operator', from: 'Kong Operator' };
}
