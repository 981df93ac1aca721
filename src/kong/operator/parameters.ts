import type { Gateway, GatewayClass } from '../../gatewayapi/gateway.ts';
import { textAt } from '../../gatewayapi/placeholder.ts';
import type { HoldsEvery } from '../../gitops/model/absence.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Identity, Targets } from '../../kubernetes/targets.ts';
import type { Place } from '../../source/location.ts';
import { get, type Node } from '../../source/node.ts';
import type { GatewayOptions } from '../model/gateway-options.ts';
import type { ParametersFault } from '../model/managed.ts';
import type { FindConfigMap } from '../read/environment.ts';
import { gatewayConfiguration, mergedOptions, noOptions, optionsOf } from './configuration.ts';
import { does } from './releases.ts';

/** What of a cluster bears on the parameters of Gateways. */
export interface ParameterContext {
  readonly objects: Targets<KubeObject>;
  readonly holdsEvery: HoldsEvery;
  readonly findConfigMap: FindConfigMap;
  /** Why the API server refuses an object, or null. */
  readonly refusalOf: (object: KubeObject) => string | null;
}

/** What a reference to parameters comes to. */
export interface Parameters {
  readonly options: GatewayOptions;
  readonly faults: readonly ParametersFault[];
  /** Why it is not known, or null. */
  readonly doubt: string | null;
  /** `namespace/name` of a GatewayConfiguration that is not in the tree and is assumed to exist; or null. */
  readonly assumed: string | null;
}

const configurations = `${gatewayConfiguration.group}/${gatewayConfiguration.kind}`;

const none: Parameters = { options: noOptions, faults: [], doubt: null, assumed: null };

/** What the parameters of a class come to. */
export function parametersOfClass({ object }: GatewayClass, context: ParameterContext): Parameters {
  const ref = get(object.root, 'spec', 'parametersRef');
  if (ref === undefined) return none;
  const [group, kind, name, namespace] = ['group', 'kind', 'name', 'namespace'].map((key) => textAt(ref, key));
  const blind = [group, kind, name, namespace].find((text) => typeof text === 'string');
  if (ref.kind === 'unknown' || typeof blind === 'string')
    return { ...none, doubt: typeof blind === 'string' ? blind : ref.kind === 'unknown' ? ref.reason : '' };
  const faults: ParametersFault[] = [];
  if (!isOurs(group, kind)) {
    const message = `ParametersRef must reference a ${configurations}`;
    faults.push({ cause: 'group-or-kind', message, at: ref.at });
  }
  if (namespace === undefined)
    faults.push({ cause: 'no-namespace', message: 'ParametersRef must reference a namespaced resource', at: ref.at });
  if (faults.length > 0) return { ...none, faults };
  return configurationAt(textIn(namespace), textIn(name), ref, context);
}

/** What the parameters of a Gateway come to over those of its class. */
export function parametersOf(
  gateway: Gateway,
  ofClass: Parameters,
  release: string,
  context: ParameterContext,
): Parameters {
  const ref = get(gateway.object.root, 'spec', 'infrastructure', 'parametersRef');
  if (ref === undefined || !does(release, 'merges-parameters-of-gateways')) return ofClass;
  const [group, kind, name] = ['group', 'kind', 'name'].map((key) => textAt(ref, key));
  const blind = [group, kind, name].find((text) => typeof text === 'string');
  if (ref.kind === 'unknown' || typeof blind === 'string')
    return { ...ofClass, doubt: typeof blind === 'string' ? blind : ref.kind === 'unknown' ? ref.reason : '' };
  if (!isOurs(group, kind)) {
    const got = `${textIn(group)}/${textIn(kind)}`;
    const message = `invalid parametersRef: only ${configurations} is supported, got ${got}`;
    return { ...ofClass, faults: [{ cause: 'group-or-kind', message, at: ref.at }] };
  }
  const own = configurationAt(gateway.namespace, textIn(name), ref, context);
  return {
    options: mergedOptions(ofClass.options, own.options),
    faults: own.faults,
    doubt: ofClass.doubt ?? own.doubt,
    assumed: ofClass.assumed ?? own.assumed,
  };
}

/** Where a Gateway names parameters of its own, in a release that reads those of its class alone; or null. */
export function ignoredParameters({ object }: Gateway, release: string): Place | null {
  if (does(release, 'merges-parameters-of-gateways')) return null;
  return get(object.root, 'spec', 'infrastructure', 'parametersRef')?.at ?? null;
}

type Text = ReturnType<typeof textAt>;

function textIn(text: Text): string {
  return typeof text === 'object' ? text.value : '';
}

function isOurs(group: Text, kind: Text): boolean {
  return textIn(group) === gatewayConfiguration.group && textIn(kind) === gatewayConfiguration.kind;
}

function configurationAt(
  namespace: string | null,
  name: string,
  { at }: Node,
  { objects, holdsEvery, findConfigMap, refusalOf }: ParameterContext,
): Parameters {
  const to = { ...gatewayConfiguration, namespace, name };
  const object = objects.one(to);
  const isNowhere = (each: Identity): boolean => objects.find(each).length === 0 && holdsEvery(each, each.namespace);
  const id = `${namespace ?? 'default'}/${name}`;
  if (object === null) {
    const message = 'The referenced GatewayConfiguration does not exist';
    return isNowhere(to) ? { ...none, faults: [{ cause: 'not-found', message, at }] } : { ...none, assumed: id };
  }
  const refusal = refusalOf(object);
  if (refusal !== null) return { ...none, doubt: `the API server refuses GatewayConfiguration ${id}: ${refusal}` };
  return { ...none, options: optionsOf(object, { find: findConfigMap, isNowhere }) };
}
