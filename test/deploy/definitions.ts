import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rendered } from './chart.ts';

const modules = join(import.meta.dirname, '../../node_modules');

/** Where the published definition of a kind is; those of Gateway API are in Portcullis itself. */
const definitions: Readonly<Record<string, string>> = {
  Deployment: 'kubernetes-models/apps/v1/Deployment',
  NetworkPolicy: 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy',
  PersistentVolumeClaim: 'kubernetes-models/v1/PersistentVolumeClaim',
  PodDisruptionBudget: 'kubernetes-models/policy/v1/PodDisruptionBudget',
  PrometheusRule: '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule',
  Secret: 'kubernetes-models/v1/Secret',
  Service: 'kubernetes-models/v1/Service',
  ServiceAccount: 'kubernetes-models/v1/ServiceAccount',
  ServiceMonitor: '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor',
};

/**
 * What is wrong with objects by the definitions that Kubernetes and the Prometheus Operator publish: fields that are not
 * there, types, values that are not listed. A validator of JSON passes over fields that it does not know; a compiler does not.
 */
export function faultsOf(objects: readonly Rendered[]): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-definitions-'));
  const known = objects.filter(({ kind }) => kind in definitions);
  const lines = known.map((object, index) => {
    const from = JSON.stringify(join(modules, definitions[object.kind] ?? ''));
    return `import type { I${object.kind} as T${index} } from ${from};\nexport const o${index}: T${index} = ${JSON.stringify(object)};`;
  });
  try {
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
    writeFileSync(join(directory, 'objects.ts'), lines.join('\n'));
    const flags = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--pretty',
      'false',
    ];
    const { stdout } = spawnSync(process.execPath, [join(modules, 'typescript/bin/tsc'), ...flags, 'objects.ts'], {
      cwd: directory,
      encoding: 'utf8',
    });
    return stdout.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
