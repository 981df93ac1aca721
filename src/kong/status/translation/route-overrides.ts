import type { KongHeader, KongRoute, KongSetup } from '../../schema/kong-route.ts';
import type { Written } from '../../schema/written.ts';
import { itemsBetweenCommas, type KongAnnotations, type WrittenAnnotation } from './written-values.ts';

/** Protocols that the controller knows; with any other, the annotation is ignored as a whole. */
const known: ReadonlySet<string> = new Set('http https grpc grpcs ws wss tls tcp tls_passthrough'.split(' '));

/**
 * What the annotations of an object make of the routes that it becomes.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/kongstate/route.go
 */
export function overridden(route: KongRoute, annotations: KongAnnotations, { flavor }: KongSetup): KongRoute {
  const stripped = flagOf(annotations.get('strip-path'));
  const stated = { ...route, stripPath: stripped ?? route.stripPath, protocols: protocolsOf(route, annotations) };
  return flavor === 'expressions' ? stated : normalized({ ...stated, ...conditionsOf(stated, annotations) });
}

const headerPrefix = 'headers.';

const overriding: ReadonlySet<string> = new Set([
  'protocols',
  'ingress.kubernetes.io/force-ssl-redirect',
  'methods',
  'snis',
  'host-aliases',
  'path-handling',
]);

/** Whether one of the annotations bears on what routes take, strip-path aside: Kong takes either of its values with HTTP. */
export function isOverridden(annotations: KongAnnotations): boolean {
  if (annotations.size === 0) return false;
  return [...annotations.keys()].some((key) => overriding.has(key) || key.startsWith(headerPrefix));
}

/** Routes of gRPC keep their path, and those of gRPC and HTTP are of HTTP. */
function normalized(route: KongRoute): KongRoute {
  const { value } = route.protocols;
  const isGrpc = value.some((each) => each.includes('grpc'));
  if (!isGrpc) return route;
  const isMixed = value.some((each) => each.includes('http'));
  const protocols = isMixed ? { ...route.protocols, value: ['http', 'https'] } : route.protocols;
  return { ...route, protocols, stripPath: null };
}

function flagOf(written: WrittenAnnotation | undefined): Written<boolean> | null {
  const value = written?.value.toLowerCase();
  return written === undefined || (value !== 'true' && value !== 'false')
    ? null
    : { ...written, value: value === 'true' };
}

function protocolsOf({ protocols }: KongRoute, annotations: KongAnnotations): KongRoute['protocols'] {
  const written = annotations.get('protocols');
  const items = itemsBetweenCommas(written?.value ?? '');
  if (written !== undefined && items.length > 0 && items.every((each) => known.has(each)))
    return { ...written, value: items };
  if (annotations.get('ingress.kubernetes.io/force-ssl-redirect')?.value !== 'true') return protocols;
  const secure = [
    ...(protocols.value.some((each) => each.includes('grpc')) ? ['grpcs'] : []),
    ...(protocols.value.some((each) => each.includes('http')) ? ['https'] : []),
  ];
  return { ...protocols, value: secure.length === 0 ? ['https'] : secure };
}

const label = '[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*';
const hostname = new RegExp(`^${label}(?:\\.${label})*$`);

/** Conditions of the traditional routers: an annotation takes the place of what the route says. */
function conditionsOf(route: KongRoute, annotations: KongAnnotations): Partial<KongRoute> {
  const methods = annotations.get('methods');
  const verbs = itemsBetweenCommas(methods?.value ?? '').map((each) => each.toUpperCase());
  const snis = annotations.get('snis');
  const names = itemsBetweenCommas(snis?.value ?? '');
  const aliases = annotations.get('host-aliases');
  const isAlias = (each: string): boolean => hostname.test(each.replace(/^\*\./, '').replace(/\.\*$/, ''));
  const hosts = itemsBetweenCommas(aliases?.value ?? '');
  const headers = headersOf(annotations);
  const handling = annotations.get('path-handling');
  return {
    ...(methods !== undefined && verbs.length > 0 && verbs.every((each) => /^[A-Z]+$/.test(each))
      ? { methods: { ...methods, value: verbs } }
      : {}),
    ...(snis !== undefined && names.every((each) => hostname.test(each))
      ? { snis: names.map((value) => ({ ...snis, value })) }
      : {}),
    ...(aliases !== undefined && hosts.length > 0 && hosts.every(isAlias) && route.hosts.value !== true
      ? { hosts: { ...aliases, value: true } }
      : {}),
    ...(headers.length > 0 ? { headers } : {}),
    ...(handling !== undefined && /v\d/.test(handling.value) ? { pathHandling: handling } : {}),
  };
}

/** The headers that annotations ask for: `konghq.com/headers.NAME`. */
export function headersOf(annotations: KongAnnotations): readonly KongHeader[] {
  return [...annotations].flatMap(([key, { value, keyAt, field }]): readonly KongHeader[] => {
    const name = key.slice(headerPrefix.length);
    if (!key.startsWith(headerPrefix) || name === '' || value === '') return [];
    return [{ name: { value: name, at: keyAt, field }, regexes: [] }];
  });
}
