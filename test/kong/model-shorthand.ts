import type { Listener } from '../../src/gatewayapi/gateway.ts';
import type { Reference } from '../../src/gatewayapi/references.ts';
import { gateway } from '../../src/kubernetes/kinds.ts';
import { parseListen, type Subsystem } from '../../src/kong/read/listen.ts';
import type { Conditions, KongListen, Service, ServicePort } from '../../src/kong/model/model.ts';
import type { Place } from '../../src/source/location.ts';
import type { MapNode } from '../../src/source/node.ts';
import type { KubeObject } from '../../src/kubernetes/object.ts';

/** A place for values that a test writes in its own shorthand. */
export const nowhere: Place = { default: 'test' };

export const emptyMap: MapNode = { kind: 'map', flow: false, entries: new Map(), at: nowhere };

const manifest: KubeObject = {
  apiVersion: 'v1',
  group: '',
  kind: 'Service',
  name: { value: 'proxy', at: nowhere },
  namespace: 'kong',
  root: emptyMap,
  path: 'test.yaml',
};

/** `80->8000 443/UDP->8443 53->dns`: Service ports, their protocol and target. */
export function service(ports: string, name = 'proxy'): Service {
  return {
    namespace: 'kong',
    name,
    type: 'LoadBalancer',
    ports: ports.split(' ').filter(Boolean).map(servicePort),
    at: nowhere,
    origin: manifest,
    selector: null,
  };
}

function servicePort(text: string): ServicePort {
  const [, port = '0', protocol = 'TCP', target = port] = /^(\d+)(?:\/(\w+))?(?:->(.+))?$/.exec(text) ?? [];
  return {
    name: null,
    port: { value: Number(port), at: nowhere },
    protocol: { value: protocol, at: nowhere },
    targetPort: { value: /^\d+$/.test(target) ? Number(target) : target, at: nowhere },
    nodePort: null,
    appProtocol: null,
  };
}

/** Kong's own syntax: `0.0.0.0:8000, 0.0.0.0:8443 ssl`. */
export function listens(subsystem: Subsystem, text: string): readonly KongListen[] {
  return parseListen(subsystem, text).entries.map(({ start: _start, end: _end, ...entry }) => ({
    ...entry,
    at: nowhere,
  }));
}

/** `HTTP:80`, `HTTPS:443 x.io`, `TLS:8899`; named l1, l2, … in order. */
export function listeners(text: string): readonly Listener[] {
  return text.split(';').map((one, index) => {
    const [asked = '', hostname] = one.trim().split(' ');
    const [protocol = '', port = ''] = asked.split(':');
    return listener({ name: `l${String(index + 1)}`, protocol, port: Number(port), hostname: hostname ?? null });
  });
}

/** What a certificateRef states, and what of it is not known. */
export interface RefShape {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly unknownPart?: string | null;
}

/** A certificateRef of a Gateway in a namespace. */
export function certificateRef(ref: RefShape, from: string | null = null): Reference {
  const { group = '', kind = 'Secret', namespace = from, name = 'cert', unknownPart = null } = ref;
  return {
    from: { ...gateway, namespace: from },
    to: { group, kind, namespace, name },
    path: ['spec', 'listeners', 0, 'tls', 'certificateRefs', 0],
    node: emptyMap,
    at: nowhere,
    unknownPart,
  };
}

export interface ListenerShape {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly hostname?: string | null;
  readonly kinds?: readonly { readonly group: string; readonly kind: string }[];
  readonly certificateRefs?: readonly RefShape[];
  /** Of the Gateway. */
  readonly namespace?: string | null;
}

export function listener({
  name,
  protocol,
  port,
  hostname = null,
  kinds = [],
  certificateRefs,
  namespace = null,
}: ListenerShape): Listener {
  return {
    name: { value: name, at: nowhere },
    protocol: { value: protocol, at: nowhere },
    port: { value: port, at: nowhere },
    hostname: hostname === null ? null : { value: hostname, at: nowhere },
    tls:
      certificateRefs === undefined
        ? null
        : {
            at: nowhere,
            mode: 'Terminate',
            certificateRefs: certificateRefs.map((ref) => certificateRef(ref, namespace)),
            hasOptions: false,
          },
    kinds: kinds.map((kind) => ({ at: nowhere, ...kind })),
    namespaces: { from: { value: 'Same', at: nowhere }, selector: null, unknownPart: null },
    node: emptyMap,
  };
}

/** `Accepted=F/PortUnavailable Programmed=F/Invalid`: conditions as one line, in this order. */
export function conditionsLine(conditions: Conditions | undefined): string {
  return (['Accepted', 'Conflicted', 'ResolvedRefs', 'Programmed'] as const)
    .flatMap((type) => {
      const found = conditions?.[type];
      return found === undefined ? [] : [`${type}=${found.status.slice(0, 1)}/${found.reason}`];
    })
    .join(' ');
}
