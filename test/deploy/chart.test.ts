import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environmentOf, readStages } from '../../scripts/image/dockerfile.ts';
import { readEnvironment } from '../../src/serve/environment.ts';
import { soundTree } from '../cli/example-tree.ts';
import { folderOf, runCli } from '../cli/run-cli.ts';
import {
  brought,
  defaults,
  everything,
  helm,
  onlyOf,
  render,
  runHelm,
  three,
  type Rendered,
  type Values,
} from './chart.ts';
import { faultsOf } from './definitions.ts';

const cases: readonly (readonly [string, Values, readonly string[]])[] = [
  ['three values', three, ['Deployment', 'PersistentVolumeClaim', 'Secret', 'Service', 'ServiceAccount']],
  [
    'every option',
    everything,
    [
      'Deployment',
      'HTTPRoute',
      'NetworkPolicy',
      'PersistentVolumeClaim',
      'PodDisruptionBudget',
      'PrometheusRule',
      'Secret',
      'Service',
      'Service',
      'ServiceAccount',
      'ServiceMonitor',
    ],
  ],
  ['objects that are there', brought, ['Deployment', 'Service']],
];

/** The variables that the image brings. */
const imageEnvironment = environmentOf(
  readStages(readFileSync(join(import.meta.dirname, '../../Dockerfile'), 'utf8')).at(-1)?.steps ?? [],
);

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom: readonly [{ readonly secretRef: { readonly name: string } }];
  readonly [field: string]: unknown;
}

interface Template {
  readonly metadata: { readonly annotations: unknown };
  readonly spec: { readonly containers: readonly [Container]; readonly [field: string]: unknown };
}

function templateOf(objects: readonly Rendered[]): Template {
  return (onlyOf(objects, 'Deployment')['spec'] as { template: Template }).template;
}

function podOf(objects: readonly Rendered[]): { readonly spec: Template['spec']; readonly container: Container } {
  const { spec } = templateOf(objects);
  return { spec, container: spec.containers[0] };
}

/** A cluster with Kong and a Gateway that takes the chart's route, and what the chart makes beside it. */
function clusterWith(objects: readonly Rendered[]): Readonly<Record<string, string>> {
  const gateway = soundTree['prod/gateway.yaml'] ?? '';
  const open = gateway
    .replace('name: web', 'name: https\n      allowedRoutes:\n        namespaces:\n          from: All')
    .replace('port: 80', 'port: 443')
    .replace('protocol: HTTP', 'protocol: HTTPS\n      tls:\n        certificateRefs:\n          - name: edge');
  const text = objects.map((object) => `---\n${JSON.stringify(object, null, 2)}\n`).join('');
  return { ...soundTree, 'prod/gateway.yaml': open, 'prod/portcullis.yaml': text };
}

describe.skipIf(helm === null)('the chart with', () => {
  test.each(cases)('%s makes what it should', (_, values, kinds) => {
    const objects = render(values);
    expect(objects.map(({ kind }) => kind).toSorted()).toEqual(kinds);
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['tools']));
  });

  test.each(cases)('%s passes the linter of Helm', (_, values) => {
    const { status, stdout } = runHelm('lint', values);
    expect([status, stdout]).toEqual([0, expect.stringContaining('0 chart(s) failed')]);
  });

  test.each(cases)('%s is what the definitions of Kubernetes and the Prometheus Operator allow', (_, values) => {
    expect(faultsOf(render(values))).toEqual([]);
  });

  test.each(cases)('%s has nothing that Portcullis itself finds', async (_, values) => {
    const { stdout, exitCode } = await runCli(['check', folderOf(clusterWith(render(values)))]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('No findings')]);
  });

  test.each(cases)('%s runs under the restricted profile, on a root that cannot be written', (_, values) => {
    const { spec, container } = podOf(render(values));
    expect(spec['securityContext']).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(spec['automountServiceAccountToken']).toBe(false);
  });

  test('a fault would be found by either: a field that is not there, a port that the Service does not have', async () => {
    const text = JSON.stringify(render(everything)).replace('readOnlyRootFilesystem', 'readonlyRootFilesystem');
    expect(faultsOf(JSON.parse(text) as Rendered[]).join()).toContain('readonlyRootFilesystem');
    const wrong = JSON.parse(JSON.stringify(render(everything)).replaceAll('"port":8080', '"port":8081')) as Rendered[];
    const service = wrong.map((object) =>
      object.kind === 'Service' ? { ...object, spec: { ports: [{ name: 'http', port: 8080 }] } } : object,
    );
    const { stdout, exitCode } = await runCli(['check', folderOf(clusterWith(service))]);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('8081')]);
  });
});

describe.skipIf(helm === null)('the server of the chart', () => {
  /** The variables of the container, with those of the image. */
  const variablesOf = (objects: readonly Rendered[]): Record<string, string> => {
    const { container } = podOf(objects);
    const named = container.envFrom[0].secretRef.name;
    const secret = objects.find(({ kind, metadata }) => kind === 'Secret' && metadata.name === named);
    return {
      ...(secret?.['stringData'] as Record<string, string>),
      ...Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
    };
  };

  test('has the number as it is, however it was given', () => {
    const given = [
      render(three),
      render({ app: { ...(three['app'] as Values), id: '1234567' } }),
      render({ app: { ...(three['app'] as Values), id: 98_765_432_101 } }),
    ].map((objects) => variablesOf(objects)['APP_ID']);
    expect(given).toEqual(['1234567', '1234567', '98765432101']);
  });

  test('starts with what it is given, and keeps its queue on the volume', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const objects = render({ ...everything, app: { ...(everything['app'] as Values), privateKey: pem } });
    expect(readEnvironment({ ...imageEnvironment, ...variablesOf(objects) })).toMatchObject({
      kind: 'ready',
      environment: {
        app: 1234567,
        privateKey: pem,
        previousSecret: 'the one before',
        baseUrl: 'https://github.acme.test/api/v3',
        host: '0.0.0.0',
        port: 3000,
        metricsPort: 9100,
        dataDirectory: '/data',
      },
    });
    const { container } = podOf(objects);
    expect(container['volumeMounts']).toContainEqual({ name: 'data', mountPath: '/data' });
  });

  test('starts anew with new credentials, and not otherwise', () => {
    const mark = (values: Values): unknown => templateOf(render(values)).metadata.annotations;
    const other = { app: { ...(three['app'] as Values), webhookSecret: 'another secret' } };
    expect(mark(three)).not.toEqual(mark(other));
    expect(mark(three)).toEqual(mark({ ...three, service: { port: 81 } }));
  });

  test('is one, and the old one goes before the new one comes', () => {
    expect(onlyOf(render(three), 'Deployment')['spec']).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });

  test('is not started again for a queue that waits', () => {
    const { container } = podOf(render(three));
    expect(container['livenessProbe']).toMatchObject({ httpGet: { path: '/livez', port: 'http' } });
    expect(container['startupProbe']).toMatchObject({ httpGet: { path: '/livez', port: 'http' } });
    expect(container['readinessProbe']).toMatchObject({ httpGet: { path: '/readyz', port: 'http' } });
  });
});

describe.skipIf(helm === null)('the chart refuses', () => {
  const app = three['app'] as Values;
  test.each<[string, Values, string]>([
    ['no App ID', { app: { ...app, id: '' } }, 'app.id is missing'],
    ['no key', { app: { ...app, privateKey: '' } }, 'app.privateKey is missing'],
    ['no secret', { app: { ...app, webhookSecret: '' } }, 'app.webhookSecret is missing'],
    ['the name of an app for its number', { app: { ...app, id: 'portcullis' } }, '/app/id'],
    ['the secret that everybody knows', { app: { ...app, webhookSecret: 'development' } }, '/app/webhookSecret'],
    ['a value that it does not know', { ...three, replicas: 2 }, 'replicas'],
    ['a route without a Gateway', { ...three, httpRoute: { enabled: true } }, '/httpRoute'],
    ['alerts without what is scraped', { ...three, metrics: { enabled: true, alerts: true } }, '/metrics'],
    ['a monitor without metrics', { ...three, metrics: { serviceMonitor: true } }, '/metrics'],
    ['metrics on the public port', { ...three, metrics: { enabled: true, port: 3000 } }, '/metrics/port'],
    ['a variable of its own', { ...three, env: [{ name: 'PORT', value: '80' }] }, '/env/0'],
  ])('%s', (_, values, words) => {
    const { status, stderr } = runHelm('template', values);
    expect(status).toBe(1);
    expect(stderr).toContain(words);
  });
});

/** Paths of all settings; what is a list, or has no settings of its own, is one. */
function pathsOf(values: Values, path = ''): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
    return isMap ? pathsOf(value as Values, `${path}${name}.`) : [`${path}${name}`];
  });
}

test('every option of the chart is tried with another value than its own', () => {
  const tried = [everything, brought].flatMap((values) =>
    pathsOf(values).map((path) =>
      path.split('.').reduce<string[]>((all, part) => [...all, [...all.slice(-1), part].join('.')], []),
    ),
  );
  const given = new Set(tried.flat());
  expect(pathsOf(defaults).filter((path) => !given.has(path))).toEqual([]);
});

test.runIf(helm === null)('real Helm cannot run on this machine, so the chart is not rendered', () => {
  expect(helm).toBeNull();
});
