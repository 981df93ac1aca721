import { parseAllDocuments } from 'yaml';

/** What Helm rendered of one release, as texts that a preview could say: by what it is about and the field. */
export type Texts = ReadonlyMap<string, string>;

interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: {
    readonly type?: string;
    readonly ports?: readonly Port[];
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
  };
}

interface Port {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly args?: readonly unknown[] | null;
  readonly env?:
    | readonly { readonly name: string; readonly value?: string | number | boolean; readonly valueFrom?: unknown }[]
    | null;
}

/** The Services in front of Kong's proxy are told by the names of their ports. */
const proxyPort = /^(?:kong-proxy(?:-tls)?|stream(?:udp)?-\d+)$/;

const programs: Readonly<Record<string, string>> = { proxy: 'Kong', 'ingress-controller': 'controller' };

/** Reads what `helm template` printed, without any of the reading that is to be compared with it. */
export function textsOf(output: string, namespace: string): Texts {
  const texts = new Map<string, string>();
  for (const document of parseAllDocuments(output, { version: '1.1' })) {
    const manifest = document.toJS() as Manifest | null;
    const { kind, metadata, spec } = manifest ?? {};
    const id = `${metadata?.namespace ?? namespace}/${metadata?.name ?? ''}`;
    if (kind === 'Service') addService(texts, `Service ${id}`, spec);
    if (kind === 'Deployment' || kind === 'DaemonSet')
      for (const container of spec?.template?.spec?.containers ?? []) addContainer(texts, id, container);
  }
  return texts;
}

function addService(texts: Map<string, string>, about: string, spec: Manifest['spec']): void {
  const ports = spec?.ports ?? [];
  if (!ports.some(({ name }) => proxyPort.test(name ?? ''))) return;
  texts.set(keyOf(about, 'type'), spec?.type ?? 'ClusterIP');
  for (const { name, port, protocol = 'TCP', targetPort, nodePort, appProtocol } of ports) {
    const node = nodePort === undefined ? '' : `, node port ${nodePort}`;
    const application = appProtocol === undefined ? '' : `, appProtocol ${appProtocol}`;
    const key = keyOf(about, `port ${port}/${protocol}`);
    const earlier = texts.get(key);
    texts.set(
      key,
      `${earlier === undefined ? '' : `${earlier} and `}${name} to ${targetPort ?? port}${node}${application}`,
    );
  }
}

function addContainer(texts: Map<string, string>, id: string, { name = '', image, args, env }: Container): void {
  const program = programs[name];
  if (program === undefined) return;
  const about = `${program} ${id}`;
  texts.set(keyOf(about, 'image'), image ?? '');
  if (args && args.length > 0) texts.set(keyOf(about, 'arguments'), args.map(String).join(' '));
  // Of a name that stands twice the last one counts.
  for (const { name: variable, value, valueFrom } of env ?? [])
    texts.set(keyOf(about, variable), valueFrom === undefined ? String(value ?? '') : hidden);
}

/** What is read from a Secret or the pod. */
export const hidden = '\u0000';

export function keyOf(about: string, field: string): string {
  return `${about} | ${field}`;
}
