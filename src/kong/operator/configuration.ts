import { konnectExtension, konnectSignIn, operatorGroup } from '../../kubernetes/kinds.ts';
import type { GroupKind } from '../../kubernetes/kind.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Identity } from '../../kubernetes/targets.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import type { GatewayOptions } from '../model/gateway-options.ts';
import type { EnvValue } from '../model/env-value.ts';
import { environmentOf, type FindConfigMap } from '../read/environment.ts';

export const gatewayConfiguration: GroupKind = { group: operatorGroup, kind: 'GatewayConfiguration' };

export const noOptions: GatewayOptions = {
  env: new Map(),
  unknownEnv: null,
  image: null,
  listenerNames: [],
  isFirst: true,
  needsKonnect: false,
  missingSignIn: null,
  ingressClass: null,
  controlPlane: undefined,
  ingressServices: [],
};

/** What of a cluster bears on what a GatewayConfiguration says. */
export interface Surroundings {
  readonly find: FindConfigMap;
  /** Whether an object is certainly not there. */
  readonly isNowhere: (to: Identity) => boolean;
}

/** What one GatewayConfiguration asks for; v1beta1 and v2beta1 say it in the same fields. */
export function optionsOf(object: KubeObject, { find, isNowhere }: Surroundings): GatewayOptions {
  const spec = get(object.root, 'spec');
  const signIn = stringAt(spec, 'konnect', 'authRef', 'name');
  const namespace = stringAt(spec, 'konnect', 'authRef', 'namespace')?.value ?? object.namespace;
  const isMissing = signIn !== undefined && isNowhere({ ...konnectSignIn, namespace, name: signIn.value });
  const containers = listAt(spec, 'dataPlaneOptions', 'deployment', 'podTemplateSpec', 'spec', 'containers');
  const proxy = containers.find((container) => stringAt(container, 'name')?.value === 'proxy');
  const { env, unknownEnv } =
    proxy === undefined ? { env: new Map<string, EnvValue>(), unknownEnv: null } : environmentOf(proxy, null, find);
  const blind = firstUnknown(spec);
  return {
    env,
    unknownEnv: unknownEnv ?? blind,
    image: stringAt(proxy, 'image') ?? null,
    listenerNames: listAt(spec, 'listenersOptions').flatMap((item) => stringAt(item, 'name') ?? []),
    isFirst: proxy === undefined || containers[0] === proxy,
    needsKonnect:
      get(spec, 'konnect', 'authRef') !== undefined ||
      listAt(spec, 'extensions').some((item) => stringAt(item, 'kind')?.value === konnectExtension.kind),
    missingSignIn: isMissing ? { value: `${namespace ?? 'default'}/${signIn.value}`, at: signIn.at } : null,
    ingressClass: stringAt(spec, 'controlPlaneOptions', 'ingressClass') ?? null,
    controlPlane: get(spec, 'controlPlaneOptions'),
    ingressServices: [get(spec, 'dataPlaneOptions', 'network', 'services', 'ingress') ?? []].flat(),
  };
}

/** One laid over another, field by field; variables are merged by their names. */
export function mergedOptions(base: GatewayOptions, over: GatewayOptions): GatewayOptions {
  return {
    env: new Map([...base.env, ...over.env]),
    unknownEnv: base.unknownEnv ?? over.unknownEnv,
    image: over.image ?? base.image,
    listenerNames: over.listenerNames.length > 0 ? over.listenerNames : base.listenerNames,
    isFirst: base.isFirst && over.isFirst,
    needsKonnect: base.needsKonnect || over.needsKonnect,
    missingSignIn: over.missingSignIn ?? (over.needsKonnect ? null : base.missingSignIn),
    ingressClass: over.ingressClass ?? base.ingressClass,
    controlPlane: over.controlPlane ?? base.controlPlane,
    ingressServices: [...base.ingressServices, ...over.ingressServices],
  };
}

/** A part on the way to what is read that is not known. */
function firstUnknown(spec: Node | undefined): string | null {
  const path = ['dataPlaneOptions', 'deployment', 'podTemplateSpec', 'spec', 'containers'];
  const parts = [
    spec,
    ...path.map((_, index) => get(spec, ...path.slice(0, index + 1))),
    get(spec, 'listenersOptions'),
  ];
  const blind = parts.find((part) => part?.kind === 'unknown');
  return blind?.kind === 'unknown' ? blind.reason : null;
}
