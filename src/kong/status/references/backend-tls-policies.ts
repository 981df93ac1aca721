import { annotation } from '../../../gatewayapi/metadata.ts';
import { isCalledLater, textAt } from '../../../gatewayapi/placeholder.ts';
import { backendTlsPolicy, gatewayGroup } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { isLocation } from '../../../source/location.ts';
import { directoryOf } from '../../../source/paths.ts';
import { atLeast } from '../../model/image.ts';
import type { BackendRef } from '../../../gatewayapi/route.ts';
import type { Controller, Service } from '../../model/model.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import type { PolicyReader, UntakenPolicy } from '../../model/untaken-policy.ts';
import { targetServices, validationFaults } from './backend-tls-validation.ts';
import { servedRoutes } from './namers.ts';
import type { ReferenceSources } from './plugin-references.ts';
import { secretsOf } from './secret-faults.ts';

/**
 * BackendTLSPolicies for Services behind HTTPRoutes that a controller serves and which it does not take: Kong reaches these
 * Services as if there were none.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/controllers/gateway/backendtlspolicy_utils.go
 */
export function untakenPolicies(sources: ReferenceSources): readonly UntakenPolicy[] {
  const { objects, routes, admission } = sources;
  const policies = objects.filter(
    (object) =>
      object.group === gatewayGroup &&
      object.kind === backendTlsPolicy.kind &&
      !isCalledLater(object) &&
      admission.refusalOf(object) === null,
  );
  if (policies.length === 0) return [];
  const served = servedRoutes(routes).filter(({ route }) => route.kind === 'HTTPRoute');
  const secrets = secretsOf(objects, sources.removed, sources.holdsEvery);
  return policies.flatMap((policy) =>
    readersOf(policy, served).flatMap((reader): readonly UntakenPolicy[] => {
      const unread = unreadBy(reader, sources);
      if (unread !== null) return mayBeForOthers(reader, routes) ? [] : [unread];
      if (!isRead(reader.controller)) return [];
      const rivals = policies.filter((each) => areRivals(policy, each));
      if (rivals.length === 0) return validationFaults(reader, secrets);
      return rivals
        .filter((each) => isBefore(each, policy))
        .slice(0, 1)
        .flatMap((each) => conflict(reader, each));
    }),
  );
}

/** The controllers that serve HTTPRoutes to a Service which the policy is for, each with the first such Service. */
function readersOf(policy: KubeObject, served: readonly RouteStatus[]): readonly PolicyReader[] {
  const found = new Map<Controller, PolicyReader>();
  for (const { name } of targetServices(policy)) {
    const service = `${policy.namespace ?? 'default'}/${name}`;
    for (const { route, backends, parents } of served) {
      const leads = backends.some(
        ({ ref: { to }, fault }) => fault === null && to.name === name && isBeside(to.namespace),
      );
      if (!leads || !isNear(route.object, policy)) continue;
      for (const { controller, conditions } of parents) {
        if (controller?.kind !== 'kic' || conditions === null) continue;
        const known = found.get(controller);
        if (known !== undefined && known.service !== service) continue;
        const routes = new Set([...(known?.routes ?? []), route]);
        const isAnswered = known?.isAnswered === true || conditions.ResolvedRefs?.status === 'True';
        found.set(controller, { policy, controller, service, routes: [...routes], isAnswered });
      }
    }
  }
  return [...found.values()];

  function isBeside(namespace: string | null): boolean {
    return namespace === policy.namespace;
  }
}

/**
 * Whether a policy that a controller never reads may be meant for another reader: for another implementation that serves a
 * route to one of its Services, or because the Service tells Kong of TLS by itself.
 */
function mayBeForOthers({ policy, routes: own }: PolicyReader, routes: readonly RouteStatus[]): boolean {
  const names = new Set(targetServices(policy).map(({ name }) => name));
  return routes.some(({ route, parents, backends }) => {
    const isBehind = ({ to }: BackendRef): boolean => to.namespace === policy.namespace && names.has(to.name);
    if (!route.rules.some(({ backendRefs }) => backendRefs.some(isBehind))) return false;
    if (parents.some(({ gateway }) => gateway?.implementation !== 'kic')) return true;
    return own.includes(route) && backends.some(({ ref, service }) => isBehind(ref) && statesTls(service));
  });
}

function statesTls(service: Service | null): boolean {
  if (service === null || !('root' in service.origin)) return false;
  const protocol = textAt(annotation(service.origin, 'konghq.com/protocol'));
  return typeof protocol === 'object' ? tlsProtocols.has(protocol.value) : protocol !== undefined;
}

const tlsProtocols: ReadonlySet<string> = new Set(['https', 'grpcs', 'tls', 'tls_passthrough', 'wss']);

/** Without a namespace objects of several clusters look alike: those of one folder are of one. */
function isNear(one: KubeObject, { namespace, path }: KubeObject): boolean {
  return namespace !== null || directoryOf(one.path) === directoryOf(path);
}

const versionRead = 'v1alpha3';
const firstRelease = '3.4';
const gate = 'GatewayAlpha';

/** Why a controller never sees a policy, whatever it says. */
function unreadBy(reader: PolicyReader, { admission }: ReferenceSources): UntakenPolicy | null {
  const { version, versionAssumed, featureGates } = reader.controller;
  const whole = { ...reader, at: reader.policy.name.at, field: 'kind', isAnswered: false };
  if (version.certainty === 'unknown') return null;
  if (!versionAssumed && !atLeast(version.value, firstRelease))
    return { ...whole, fault: { kind: 'too-old', since: firstRelease } };
  if (!isKnownRelease(reader.controller)) return null;
  const label = admission.unserved(backendTlsPolicy, versionRead);
  if (label !== null) {
    const definitions = { label, statedAt: admission.installedAt(backendTlsPolicy, versionRead) };
    return { ...whole, fault: { kind: 'not-served', version: versionRead, definitions } };
  }
  return featureGates.certainty !== 'unknown' && featureGates.value.get(gate) === false
    ? { ...whole, fault: { kind: 'gate-off', gate } }
    : null;
}

/** What releases read that nobody knew when this was written is not known. */
function isKnownRelease({ version }: Controller): boolean {
  return version.certainty !== 'unknown' && !atLeast(version.value, '3.6');
}

function isRead(controller: Controller): boolean {
  const { featureGates } = controller;
  return isKnownRelease(controller) && featureGates.certainty !== 'unknown' && featureGates.value.get(gate) === true;
}

/** Of several policies of a namespace for one Service the controller takes none; a section of it counts as all of it. */
function areRivals(one: KubeObject, other: KubeObject): boolean {
  if (one.name.value === other.name.value || one.namespace !== other.namespace || !isNear(one, other)) return false;
  const names = new Set(targetServices(other).map(({ name }) => name));
  return targetServices(one).some(({ name }) => names.has(name));
}

function isBefore({ path, name }: KubeObject, other: KubeObject): boolean {
  const [a, b] = [name.at, other.name.at];
  return path === other.path ? isLocation(a) && isLocation(b) && a.start < b.start : path < other.path;
}

/** One finding for each policy that is too many. */
function conflict(reader: PolicyReader, other: KubeObject): readonly UntakenPolicy[] {
  const names = new Set(targetServices(other).map(({ name }) => name));
  const [shared] = targetServices(reader.policy).filter(({ name }) => names.has(name));
  if (shared === undefined) return [];
  const { name, at, field } = shared;
  const service = `${reader.policy.namespace ?? 'default'}/${name}`;
  return [{ ...reader, service, at, field, fault: { kind: 'conflict', other } }];
}
