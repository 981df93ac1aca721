import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { gatewayClass, manifest } from '../manifests/gateway-api.ts';

/** What the clusters of a tree get of Gateway API's definitions: `default: 1.3.0 standard httproutes (a.yaml:7)`. */
function bundles(files: Readonly<Record<string, string>>): readonly string[] {
  return discoverClusters(sourcesOf(files), defaultConfig).clusters.flatMap(({ name, bundles: found }) =>
    found.map(({ version, channel, definition, at }) => {
      const what = definition === null ? '' : ` ${definition.replace('.gateway.networking.k8s.io', '')}`;
      return `${name}: ${version ?? '?'} ${channel ?? '?'}${what} (${at.path}:${at.line})`;
    }),
  );
}

const release = (version: string, channel: string): string =>
  `https://github.com/kubernetes-sigs/gateway-api/releases/download/${version}/${channel}-install.yaml`;
const kustomization = (...resources: readonly string[]): string =>
  `kind: Kustomization\nresources:\n${resources.map((each) => `  - ${each}\n`).join('')}`;
const definition = (kind: string, plural: string, version: string, channel: string): string =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    gateway.networking.k8s.io/bundle-version: ${version}
    gateway.networking.k8s.io/channel: ${channel}
  name: ${plural}.gateway.networking.k8s.io
spec:
  group: gateway.networking.k8s.io
  names: {kind: ${kind}, plural: ${plural}}
  scope: Namespaced
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          description: |
            schema:
              kind: nothing
          type: object
      served: true
      storage: true
---
`;
const application = (source: object, destination: object = {}): string =>
  manifest('argoproj.io/v1alpha1', 'Application', 'crds', 'argocd', { source, destination });
const repoURL = 'https://github.com/kubernetes-sigs/gateway-api';

describe('a kustomization takes them in by address', () => {
  test.each([
    [release('v1.3.0', 'standard'), '1.3.0 standard'],
    [release('v1.6.1', 'experimental'), '1.6.1 experimental'],
    ['https://github.com/kubernetes-sigs/gateway-api/releases/latest/download/standard-install.yaml', '? standard'],
    ['https://github.com/kubernetes-sigs/gateway-api/config/crd?ref=v1.0.0', '1.0.0 standard'],
    ['github.com/kubernetes-sigs/gateway-api//config/crd/experimental?timeout=120&ref=v1.2.1', '1.2.1 experimental'],
    ['https://github.com/kubernetes-sigs/gateway-api/config/crd', '? standard'],
    ['https://github.com/kubernetes-sigs/gateway-api/config/crd?ref=main', '? standard'],
    [
      'https://raw.githubusercontent.com/kubernetes-sigs/gateway-api/v1.2.0/config/crd/experimental/gateway.networking.k8s.io_tlsroutes.yaml',
      '1.2.0 experimental tlsroutes',
    ],
    [
      'https://github.com/kubernetes-sigs/gateway-api/raw/v1.2.0/config/crd/standard/gateway.networking.k8s.io_gateways.yaml',
      '1.2.0 standard gateways',
    ],
  ])('%s', (url, found) => {
    const files = { 'a/kustomization.yaml': kustomization('class.yaml', url), 'a/class.yaml': gatewayClass() };
    expect(bundles(files)).toEqual([`default: ${found} (a/kustomization.yaml:4)`]);
  });

  test('one that holds nothing else, beside what needs it', () => {
    const files = {
      'crds/kustomization.yaml': kustomization(release('v1.3.0', 'standard')),
      'class.yaml': gatewayClass(),
    };
    expect(bundles(files)).toEqual(['default: 1.3.0 standard (crds/kustomization.yaml:3)']);
  });

  test.each([
    'https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.3.0/webhook-install.yaml',
    'https://github.com/kubernetes-sigs/gateway-api-inference-extension/releases/download/v1.2.0/manifests.yaml',
    'https://github.com/somebody/gateway-api/releases/download/v1.3.0/standard-install.yaml',
  ])('%s is none', (url) => {
    expect(bundles({ 'kustomization.yaml': kustomization('class.yaml', url), 'class.yaml': gatewayClass() })).toEqual(
      [],
    );
  });
});

describe('definitions that stand in the tree', () => {
  const vendored =
    definition('GatewayClass', 'gatewayclasses', 'v1.3.0', 'standard') +
    definition('Gateway', 'gateways', 'v1.3.0', 'standard');

  test('applied as they are', () => {
    expect(bundles({ 'crds.yaml': vendored, 'class.yaml': gatewayClass() })).toEqual([
      'default: 1.3.0 standard gatewayclasses (crds.yaml:7)',
      'default: 1.3.0 standard gateways (crds.yaml:29)',
    ]);
  });

  test('built with kustomize, in each cluster its own', () => {
    const files = {
      'clusters/a/kustomization.yaml': kustomization('../../crds/old.yaml', 'class.yaml'),
      'clusters/a/class.yaml': gatewayClass(),
      'clusters/b/kustomization.yaml': kustomization('../../crds/new', 'class.yaml'),
      'clusters/b/class.yaml': gatewayClass(),
      'crds/old.yaml': definition('Gateway', 'gateways', 'v1.2.0', 'standard'),
      'crds/new/kustomization.yaml': kustomization('gateways.yaml'),
      'crds/new/gateways.yaml': definition('Gateway', 'gateways', 'v1.4.0', 'experimental'),
    };
    // The first one's file lies outside of its directory, where kustomize does not look.
    expect(bundles(files)).toEqual(['b: 1.4.0 experimental gateways (crds/new/gateways.yaml:7)']);
  });

  test('a release of its own counts as unknown', () => {
    const files = {
      'crds.yaml': definition('Gateway', 'gateways', 'v0.0.0-dev', 'standard'),
      'class.yaml': gatewayClass(),
    };
    expect(bundles(files)).toEqual(['default: ? standard gateways (crds.yaml:7)']);
  });
});

describe('Argo CD and Flux take them from their repository', () => {
  test.each([
    [{ repoURL, targetRevision: 'v1.2.0', path: 'config/crd/experimental' }, '1.2.0 experimental'],
    [{ repoURL: `${repoURL}.git`, targetRevision: 'v1.2.0', path: 'config/crd' }, '1.2.0 standard'],
    [{ repoURL, targetRevision: 'main', path: 'config/crd/standard/' }, '? standard'],
  ])('an Application of %j', (source, found) => {
    const files = { 'app.yaml': application(source), 'class.yaml': gatewayClass() };
    expect(bundles(files)).toEqual([
      expect.stringMatching(new RegExp(`^default: ${found.replace('?', '\\?')} \\(app`)),
    ]);
  });

  test('an Application into another cluster', () => {
    const source = { repoURL, targetRevision: 'v1.2.0', path: 'config/crd' };
    const files = { 'app.yaml': application(source, { name: 'far' }), 'class.yaml': gatewayClass() };
    expect(bundles(files)).toEqual(['far: 1.2.0 standard (app.yaml:6)']);
  });

  const flux = (ref: object, path: string) => ({
    'source.yaml': manifest('source.toolkit.fluxcd.io/v1', 'GitRepository', 'gateway-api', 'flux-system', {
      url: repoURL,
      ref,
    }),
    'ks.yaml': manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'crds', 'flux-system', {
      sourceRef: { kind: 'GitRepository', name: 'gateway-api' },
      path,
    }),
    'class.yaml': gatewayClass(),
  });

  test.each([
    [{ tag: 'v1.3.0' }, './config/crd/experimental', '1.3.0 experimental'],
    [{ tag: 'v1.3.0' }, './config/crd', '1.3.0 standard'],
    [{ branch: 'main' }, 'config/crd', '? standard'],
    [{ semver: '>=1.0.0' }, 'config/crd', '? standard'],
  ])('a Kustomization of %j, %s', (ref, path, found) => {
    expect(bundles(flux(ref, path))).toEqual([
      expect.stringMatching(new RegExp(`^default: ${found.replace('?', '\\?')} \\(source`)),
    ]);
  });
});

describe('an artifact in a registry may bring another release', () => {
  const files = {
    'kustomization.yaml': kustomization('class.yaml', release('v1.3.0', 'standard')),
    'class.yaml': gatewayClass(),
  };
  const source = (url: string) =>
    manifest('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'crds', 'flux-system', { url, ref: { tag: 'v1.4.0' } });

  test.each<[url: string, second: string[]]>([
    ['oci://ghcr.io/acme/manifests/gateway-api', ['default: ? ? (oci.yaml:6)']],
    ['oci://registry.acme.io/charts/gateway-api-crds', ['default: ? ? (oci.yaml:6)']],
    ['oci://ghcr.io/k8s-gateway/charts/k8s-gateway', []],
    ['oci://ghcr.io/acme/gateway-api-demo', []],
  ])('%s', (url, second) => {
    expect(bundles({ ...files, 'oci.yaml': source(url) })).toEqual([
      'default: 1.3.0 standard (kustomization.yaml:4)',
      ...second,
    ]);
  });
});

describe('commands', () => {
  const url = release('v1.2.0', 'standard');
  test.each([
    ['install.sh', `kubectl apply -f ${url}\n`, '1.2.0 standard'],
    [
      'install.sh',
      `V=v1.2.0\nkubectl apply --server-side -f "${release('${V}', 'experimental')}"\n`,
      '1.2.0 experimental',
    ],
    ['install.sh', `kubectl apply -f ${release('$V', 'experimental')}\n`, '? experimental'],
    [
      'install.sh',
      `kubectl apply -k "github.com/kubernetes-sigs/gateway-api/config/crd?ref=v1.0.0"\n`,
      '1.0.0 standard',
    ],
    ['Makefile', `crds:\n\tkubectl apply -f ${url}\n`, '1.2.0 standard'],
    ['.github/workflows/a.yaml', `jobs: {a: {steps: [{run: kubectl create -f ${url}}]}}\n`, '1.2.0 standard'],
    [
      'main.tf',
      `resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "kubectl apply -f ${url}"\n  }\n}\n`,
      '1.2.0 standard',
    ],
    ['main.tf', `data "http" "crds" {\n  url = "${release('${var.v}', 'experimental')}"\n}\n`, '? experimental'],
  ])('%s: %s', (path, text, found) => {
    const files = { [path]: text, 'class.yaml': gatewayClass() };
    expect(bundles(files).map((line) => line.replace(/ \(.*/, ''))).toEqual([`default: ${found}`]);
  });

  test.each([
    ['install.sh', `kubectl delete -f ${url}\n`],
    ['install.sh', `echo kubectl apply -f ${url}\n# kubectl apply -f ${url}\n`],
    ['install.sh', `kubectl apply --dry-run=client -f ${url}\n`],
    ['README.md', `kubectl apply -f ${url}\n`],
  ])('%s: %s installs none', (path, text) => {
    expect(bundles({ [path]: text, 'class.yaml': gatewayClass() })).toEqual([]);
  });

  test('count where no tool brings any', () => {
    const files = {
      'install.sh': `kubectl apply -f ${url}\n`,
      'kustomization.yaml': kustomization('class.yaml', release('v1.4.0', 'standard')),
      'class.yaml': gatewayClass(),
    };
    expect(bundles(files).map((line) => line.replace(/ \(.*/, ''))).toEqual(['default: 1.4.0 standard']);
  });
});
