import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { realBinary } from '../real-binaries.ts';

const root = join(import.meta.dirname, '../..');
export const chart = join(root, 'deploy/chart/portcullis');
export const helm = realBinary('helm');

export interface Values {
  readonly [name: string]: unknown;
}

/** An object as Helm prints it. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly [field: string]: unknown;
}

export interface HelmResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real Helm on the chart, with values as a file of values would give them. */
export function runHelm(command: 'template' | 'lint', values: Values, flags: readonly string[] = []): HelmResult {
  const home = mkdtempSync(join(tmpdir(), 'portcullis-chart-'));
  const file = join(home, 'values.yaml');
  writeFileSync(file, JSON.stringify(values));
  const name = command === 'template' ? ['portcullis', chart] : [chart, '--strict'];
  return spawnSync(helm ?? '', [command, ...name, '--namespace', 'tools', '--values', file, ...flags], {
    encoding: 'utf8',
    env: { HOME: home },
  });
}

/** The objects of the chart. @throws Error when Helm refuses the values */
export function render(values: Values): readonly Rendered[] {
  const { status, stdout, stderr } = runHelm('template', values);
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).flatMap((document) => (document.toJS() as Rendered | null) ?? []);
}

/** The one object of a kind. @throws Error when there is none */
export function onlyOf(objects: readonly Rendered[], kind: string): Rendered {
  const found = objects.find((object) => object.kind === kind);
  if (!found) throw new Error(`the chart made no ${kind}`);
  return found;
}

export const defaults = parse(readFileSync(join(chart, 'values.yaml'), 'utf8')) as Values;

/** The three values that are needed. */
export const three: Values = {
  app: {
    id: 1234567,
    privateKey: '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n',
    webhookSecret: 'a long secret',
  },
};

/** Every option that does not take the place of another one. */
export const everything: Values = {
  app: {
    ...(three['app'] as Values),
    previousWebhookSecret: 'the one before',
    gheHost: 'github.acme.test',
    logLevel: 'debug',
  },
  image: {
    repository: 'registry.acme.test/portcullis',
    tag: '1',
    digest: `sha256:${'0'.repeat(64)}`,
    pullPolicy: 'Always',
    pullSecrets: [{ name: 'registry' }],
  },
  env: [{ name: 'NODE_EXTRA_CA_CERTS', value: '/ca/ca.pem' }],
  extraVolumes: [{ name: 'ca', configMap: { name: 'acme-ca' } }],
  extraVolumeMounts: [{ name: 'ca', mountPath: '/ca', readOnly: true }],
  persistence: { size: '5Gi', storageClass: 'fast', keep: true },
  resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '4Gi' } },
  service: { type: 'NodePort', port: 8080 },
  httpRoute: {
    enabled: true,
    parentRefs: [{ name: 'edge', namespace: 'kong', sectionName: 'https' }],
    hostnames: ['portcullis.acme.test'],
  },
  metrics: { enabled: true, port: 9100, serviceMonitor: true, alerts: true, labels: { release: 'prometheus' } },
  networkPolicy: {
    enabled: true,
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kong' } } }],
    metricsFrom: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.8/32' } }], ports: [{ port: 3128, protocol: 'TCP' }] }],
  },
  podDisruptionBudget: { enabled: true },
  podAnnotations: { 'acme.test/team': 'platform' },
  podLabels: { team: 'platform' },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'tools', operator: 'Exists', effect: 'NoSchedule' }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
      },
    },
  },
  priorityClassName: 'tools',
};

/** What stands for objects that the chart would make. */
export const brought: Values = {
  app: { existingSecret: 'portcullis-credentials' },
  persistence: { existingClaim: 'portcullis-data' },
  serviceAccount: { name: 'tools' },
};
