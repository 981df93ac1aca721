import { parseAllDocuments } from 'yaml';
import { definitionText } from '../../src/kong/versions/chart-defaults.ts';
import {
  defaultsOfContainer,
  defaultsOfVolumes,
  defaultsOfWebhooks,
  type DefaultedContainer,
} from './helm-defaults.ts';

/** What Helm rendered of one release, as texts that a preview could say: by what it is about and the field. */
export type Texts = ReadonlyMap<string, string>;

interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: {
    readonly type?: string;
    readonly names?: { readonly kind?: string };
    readonly ports?: readonly Port[];
    readonly template?: {
      readonly spec?: {
        readonly containers?: readonly Container[];
        readonly volumes?: Parameters<typeof defaultsOfVolumes>[0];
      };
    };
  };
  readonly webhooks?: Parameters<typeof defaultsOfWebhooks>[0];
}

interface Port {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

interface Container extends DefaultedContainer {
  readonly image?: string;
  readonly args?: readonly unknown[] | null;
  readonly env?:
    | readonly { readonly name: string; readonly value?: string | number | boolean; readonly valueFrom?: unknown }[]
    | null;
}

const programs: Readonly<Record<string, string>> = {
  proxy: 'Kong',
  'ingress-controller': 'controller',
  manager: 'Kong Operator',
};

/** Reads what `helm template` printed, without any of the reading that is to be compared with it. */
export function textsOf(output: string, namespace: string): Texts {
  const texts = new Map<string, string>();
  for (const document of parseAllDocuments(output, { version: '1.1' })) {
    const manifest = document.toJS() as Manifest | null;
    const { kind, metadata, spec, webhooks } = manifest ?? {};
    const id = `${metadata?.namespace ?? namespace}/${metadata?.name ?? ''}`;
    if (kind === 'Service') addService(texts, `Service ${id}`, spec);
    if (kind === 'CustomResourceDefinition')
      addDefaults(texts, [[`definition of ${spec?.names?.kind}`, definitionText]]);
    if (kind === 'ValidatingWebhookConfiguration') addDefaults(texts, defaultsOfWebhooks(webhooks ?? []));
    if (kind !== 'Deployment' && kind !== 'DaemonSet') continue;
    const pod = spec?.template?.spec;
    for (const container of pod?.containers ?? []) {
      addContainer(texts, id, container);
      addDefaults(texts, defaultsOfContainer(container));
      if (container.name === 'proxy') addDefaults(texts, defaultsOfVolumes(pod?.volumes ?? []));
    }
  }
  return texts;
}

/** Of two containers that differ either text may be told. */
function addDefaults(texts: Map<string, string>, defaults: readonly (readonly [what: string, text: string])[]): void {
  for (const [what, text] of defaults) {
    const earlier = texts.get(keyOf(ofChart, what));
    texts.set(keyOf(ofChart, what), earlier === undefined || earlier === text ? text : `${earlier} or ${text}`);
  }
}

/** What it means that Helm rendered nothing of a key; null where nothing follows. */
export function textOfNothing(key: string): string | null {
  if (key.startsWith(keyOf(ofChart, 'definition of '))) return 'not in the chart';
  if (key === keyOf(ofChart, 'webhook that checks objects of Kong')) return 'off';
  return key.startsWith(keyOf(ofChart, '')) ? null : 'none';
}

/** What defaults of a chart are told of, whatever the release is called. */
export const ofChart = 'chart';

function addService(texts: Map<string, string>, about: string, spec: Manifest['spec']): void {
  const ports = spec?.ports ?? [];
  texts.set(keyOf(about, 'type'), spec?.type ?? 'ClusterIP');
  for (const { name, port, protocol = 'TCP', targetPort, nodePort, appProtocol } of ports) {
    // The API server takes no such port, and a review tells that.
    if (typeof targetPort === 'number' && !Number.isInteger(targetPort)) continue;
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
