import { durationOf } from '../../../kubernetes/schema/model/duration.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import type { Service } from '../../model/model.ts';
import type { Backend, RouteStatus } from '../../model/route-status.ts';
import type { KongService } from '../../schema/kong-service.ts';
import type { Written } from '../../schema/written.ts';
import { annotationsAgree } from '../routes/service-annotations.ts';
import { usable } from '../routes/draft.ts';
import { kindTraits } from '../routes/kind-traits.ts';
import { namedListeners } from './listener-protocols.ts';
import { rulesAtSight } from './rules-at-sight.ts';
import type { SentRoute } from './sent-route.ts';
import type { ServedIngress } from '../../model/served-ingress.ts';
import {
  kongAnnotations,
  mayHaveKongAnnotations,
  partAt,
  textOf,
  type KongAnnotations,
  type WrittenAnnotation,
} from './written-values.ts';

/** A service of Kong's, and the Service whose annotations it takes on. */
export interface ServiceEntity {
  readonly service: KongService;
  readonly annotated: KubeObject | null;
}

/** The controller's own default, which is left as it is where a rule states it. */
const defaultTimeout = 60_000;

/**
 * The services of Kong that a route becomes, as far as all that bears on them is known: rules of an HTTPRoute with the same
 * backends share one.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/kongstate/service.go
 */
export function servicesOf(sent: SentRoute): readonly ServiceEntity[] {
  const { route } = sent.status;
  const indexes = [...sent.rules].toSorted((a, b) => a - b);
  const isShared = route.kind === 'HTTPRoute';
  const groups = Map.groupBy(indexes, (index) => (isShared ? (route.rules[index]?.backendsKey ?? '') : String(index)));
  return [...groups.values()].flatMap((rules) => serviceOf(rules, sent) ?? []);
}

/** Whether all of them have what the controller gives each by itself: neither a rule nor a Service says anything else. */
export function areServicesPlain({ route, backends }: RouteStatus): boolean {
  return (
    !rulesAtSight(route.rules).stateTimeouts && backends.every(({ service }) => service === null || isPlain(service))
  );
}

function isPlain({ type, origin }: Service): boolean {
  return type !== 'ExternalName' && 'root' in origin && !mayHaveKongAnnotations(origin);
}

function serviceOf(rules: readonly number[], sent: SentRoute): ServiceEntity | null {
  const all = sent.status.backends.filter(({ ref }) => ref.rule === rules[0]);
  const backends = usable(all);
  if (backends.some(({ isAssumed }) => isAssumed)) return null;
  const services = backends.flatMap(({ service }) => service ?? []);
  const objects = services.flatMap(({ origin }) => ('root' in origin ? [origin] : []));
  if (objects.length < services.length || !annotationsAgree(services)) return null;
  const [annotated = null] = objects;
  const annotations = annotated === null ? new Map<string, WrittenAnnotation>() : kongAnnotations(annotated);
  if (annotations === null) return null;
  const service = withAnnotations(annotations, protocolOf(sent, annotations), stated(rules, sent));
  return { annotated, service: { ...service, weights: weightsOf(backends) } };
}

/**
 * The services of Kong that an Ingress becomes, as far as the Services are in the tree.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/ingress.go
 */
export function servicesOfIngress({ object, services }: ServedIngress): readonly ServiceEntity[] {
  return services.flatMap((annotated): readonly ServiceEntity[] => {
    const annotations = kongAnnotations(annotated);
    if (annotations === null) return [];
    const protocol = knownProtocol(annotations) ?? { value: 'http', at: object.name.at, field: '' };
    return [{ annotated, service: withAnnotations(annotations, protocol, undefined) }];
  });
}

/** @param timeout what rules say of it: annotations come after that */
function withAnnotations(
  annotations: KongAnnotations,
  protocol: Written<string>,
  timeout: Written<number> | undefined,
): KongService {
  const path = annotations.get('path');
  const takesPath = path?.value.startsWith('/') === true && !protocol.value.startsWith('grpc');
  return {
    protocol,
    path: takesPath ? path : null,
    timeouts: ['connect-timeout', 'read-timeout', 'write-timeout'].flatMap(
      (key) => numberOf(annotations.get(key)) ?? timeout ?? [],
    ),
    retries: numberOf(annotations.get('retries')),
    tlsVerify: booleanOf(annotations.get('tls-verify')),
    tlsVerifyDepth: numberOf(annotations.get('tls-verify-depth')),
    hostHeader: textIn(annotations.get('host-header')),
    weights: [],
  };
}

const protocols: ReadonlySet<string> = new Set('http https grpc grpcs ws wss tls tcp tls_passthrough'.split(' '));

function knownProtocol(annotations: KongAnnotations): Written<string> | null {
  const written = annotations.get('protocol');
  return written !== undefined && protocols.has(written.value) ? written : null;
}

function protocolOf({ status }: SentRoute, annotations: KongAnnotations): Written<string> {
  const written = knownProtocol(annotations);
  if (written !== null) return written;
  const { kind, name } = status.route;
  const hasPlain = namedListeners(status).some(({ protocol }) => protocol.value === 'HTTP');
  const { stream, hostnames } = kindTraits[kind];
  const ofWeb = { narrowed: 'http', 'own-or-borrowed': hasPlain ? 'grpc' : 'grpcs', own: 'tcp', none: 'tcp' }[
    hostnames
  ];
  return { value: stream?.toLowerCase() ?? ofWeb, at: name.at, field: '' };
}

/** What the last rule says that states another timeout than the default. */
function stated(rules: readonly number[], { status }: SentRoute): Written<number> | undefined {
  const found = rules
    .toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
    .flatMap((index): readonly Written<number>[] => {
      const part = { node: status.route.rules[index]?.node, field: `spec.rules[${index}]` };
      const text = textOf(partAt(part, 'timeouts', 'backendRequest'));
      const nanoseconds = durationOf(text?.value);
      if (text === null || nanoseconds === null) return [];
      return [{ ...text, value: Math.trunc(nanoseconds / 1e6) }];
    })
    .filter(({ value }) => value !== defaultTimeout);
  return status.route.kind === 'HTTPRoute' ? found.at(-1) : undefined;
}

/** What Go's `strconv.Atoi` reads; anything else is ignored. */
function numberOf(written: WrittenAnnotation | undefined): Written<number> | null {
  if (written === undefined || !/^[+-]?\d{1,15}$/.test(written.value)) return null;
  return { value: Number(written.value), at: written.at, field: written.field };
}

const truths = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const falsehoods = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** What Go's `strconv.ParseBool` reads; anything else is ignored. */
function booleanOf(written: WrittenAnnotation | undefined): Written<boolean> | null {
  if (written === undefined || ![...truths, ...falsehoods].includes(written.value)) return null;
  return { value: truths.includes(written.value), at: written.at, field: written.field };
}

function textIn(written: WrittenAnnotation | undefined): Written<string> | null {
  return written === undefined || written.value === '' ? null : written;
}

/** Weights that go to one target as they are: that of a Service with an address of its own. Equal targets are added up. */
function weightsOf(backends: readonly Backend[]): readonly Written<number>[] {
  const single = backends.filter(({ service, fault }) => fault === null && service !== null && isOneTarget(service));
  const byTarget = Map.groupBy(single, ({ ref }) => JSON.stringify([ref.to.namespace, ref.to.name, ref.port?.value]));
  return [...byTarget.values()].flatMap((same): readonly Written<number>[] => {
    const last = same.at(-1);
    if (last === undefined) return [];
    const { ref } = last;
    const value = same.reduce((sum, each) => sum + (each.ref.weight ?? 0), 0);
    const index = ref.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    const part = partAt({ node: ref.node, field: index.slice(1) }, 'weight');
    return [{ value, at: part.node?.at ?? ref.at, field: part.field }];
  });
}

function isOneTarget(service: Service): boolean {
  if (service.type === 'ExternalName') return true;
  const annotations = 'root' in service.origin ? kongAnnotations(service.origin) : null;
  return annotations?.get('ingress.kubernetes.io/service-upstream')?.value === 'true';
}
