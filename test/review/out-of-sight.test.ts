import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass, manifest } from '../manifests/gateway-api.ts';
import { application, kongApplication, kongRepository } from '../manifests/gitops-tools.ts';
import { controllerEnv } from '../manifests/kong.ts';

const group = 'gateway.networking.k8s.io';
const route = manifest(`${group}/v1`, 'HTTPRoute', 'web', 'shop', {
  parentRefs: [{ name: 'edge', namespace: 'kong' }],
  rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
});
const open = (more = ''): string => `web HTTP 80 allowedRoutes: {namespaces: {from: All}}${more}`;
const kong: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication() };
const https = (namespace: string): string =>
  gateway([open(), `tls HTTPS 443 tls: {certificateRefs: [{name: edge-tls, namespace: ${namespace}}]}`]);
const grant = manifest(`${group}/v1beta1`, 'ReferenceGrant', 'gateways', 'certificates', {
  from: [{ group, kind: 'Gateway', namespace: 'kong' }],
  to: [{ group: '', kind: 'Secret' }],
});
const pem = (label: string): string => `-----BEGIN ${label}-----\\nYQ==\\n-----END ${label}-----\\n`;
const secret = `apiVersion: v1
kind: Secret
metadata: {name: edge-tls, namespace: kong}
stringData: {tls.crt: "${pem('CERTIFICATE')}", tls.key: "${pem('PRIVATE KEY')}"}
`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: public, namespace: edge}\nspec: {ports: [{port: 80, targetPort: 8000}]}\n';
const release = manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kong', 'flux-system', {
  chart: { spec: { chart: 'kong', version: '3.4.1', sourceRef: { kind: 'HelmRepository', name: 'kong' } } },
});

/** What a change removes under something that names it, and the rule that says so. */
const removals: readonly (readonly [what: string, path: string, removed: string, left: Files, rule: string])[] = [
  ['a Gateway', 'gone.yaml', gateway([open()]), { ...kong, 'route.yaml': route }, 'route-parent-not-found'],
  [
    'a GatewayClass',
    'gone.yaml',
    gatewayClass(),
    { 'kong.yaml': kongApplication(), 'gateway.yaml': gateway([open()]) },
    'gateway-class-not-found',
  ],
  ['a Secret', 'gone.yaml', secret, { ...kong, 'gateway.yaml': https('kong') }, 'listener-certificate'],
  ['a ReferenceGrant', 'gone.yaml', grant, { ...kong, 'gateway.yaml': https('certificates') }, 'listener-certificate'],
  [
    'a publish Service',
    'gone.yaml',
    service,
    {
      'class.yaml': gatewayClass(),
      'kong.yaml': kongApplication(
        `deployment:\n  kong:\n    enabled: false\n${controllerEnv('publish_service', 'edge/public')}`,
      ),
      'gateway.yaml': gateway([open()]),
    },
    'publish-service-dangling',
  ],
  ['a source', 'gone.yaml', kongRepository, { 'release.yaml': release }, 'source-not-found'],
];

const text = (files: Files): string => Object.values(files).join('---\n');
const within = (removed: string): string => removed.trimEnd().replaceAll('\n', '\n      ');
const elsewhere = { repoURL: 'https://github.com/acme/platform', path: 'edge', targetRevision: 'main' };

/** What a change may add that brings more than it states. */
const additions: readonly (readonly [what: string, files: (removed: string) => Files])[] = [
  [
    'a chart of others',
    () => ({ 'more.yaml': application('more', { repoURL: 'https://a.example.com', chart: 'more' }) }),
  ],
  ['another repository', () => ({ 'more.yaml': application('more', elsewhere) })],
  [
    'Applications that are generated',
    () => ({
      'more.yaml': manifest('argoproj.io/v1alpha1', 'ApplicationSet', 'more', 'argocd', {
        generators: [{ list: { elements: [{ name: 'more' }] } }],
        template: { metadata: { name: '{{name}}' }, spec: { source: elsewhere, destination: {} } },
      }),
    }),
  ],
  [
    'a HelmRelease of others',
    () => ({
      'more.yaml': manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'more', 'more', {
        chart: { spec: { chart: 'more', version: '1.0.0', sourceRef: { kind: 'HelmRepository', name: 'more' } } },
      }),
    }),
  ],
  [
    'a Kustomization of another repository',
    () => ({
      'more.yaml': manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'more', 'flux-system', {
        path: './more',
        sourceRef: { kind: 'GitRepository', name: 'platform' },
      }),
    }),
  ],
  ['a remote base', () => ({ 'more/kustomization.yaml': 'resources: [github.com/acme/platform//edge?ref=main]\n' })],
  [
    'a chart that kustomize inflates',
    () => ({ 'more/kustomization.yaml': 'helmCharts: [{name: more, repo: https://a.example.com, version: 1.0.0}]\n' }),
  ],
  ['a helmfile', () => ({ 'helmfile.yaml': 'releases: [{name: more, chart: acme/more}]\n' })],
  ['a module of Terraform', () => ({ 'main.tf': 'module "more" {\n  source = "./more"\n}\n' })],
  ['a command of helm', () => ({ 'up.sh': 'helm upgrade --install more acme/more\n' })],
  ['an object that an operator acts on', () => ({ 'more.yaml': manifest('example.com/v1', 'Stack', 'more', 'kong') })],
  ['a Job', () => ({ 'more.yaml': manifest('batch/v1', 'Job', 'more', 'kong') })],
  [
    'a template of a chart',
    () => ({
      'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'web/templates/all.yaml': '{{ range .Values.objects }}\n---\n{{ toYaml . }}\n{{ end }}\n',
    }),
  ],
  [
    'a dependency of a chart',
    () => ({
      'web/Chart.yaml':
        'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: more, version: 1.0.0, repository: https://a.example.com}]\n',
    }),
  ],
  ['values of a chart that is not seen', () => ({ 'web/values-prod.yaml': 'gateway: {enabled: true}\n' })],
  ['the object inside another', (removed) => ({ 'more.yaml': `extraObjects:\n    - ${within(removed)}\n` })],
  ['the object in a folder that nobody deploys', (removed) => ({ 'docs/gone.yaml': removed })],
];

const introduced = (head: Files, base: Files, rule: string): readonly string[] =>
  reviewFiles(head, base).findings.flatMap((finding) =>
    finding.rule === rule && finding.status === 'introduced' ? [finding.statement] : [],
  );

describe.each(removals)('%s that a change removes', (_, path, removed, left, rule) => {
  const base = { ...left, [path]: removed };

  test('is missed', () => {
    expect(introduced(left, base, rule)).toEqual([expect.any(String)]);
  });

  test('is missed beside what brings nothing but itself', () => {
    const more = {
      'more.yaml': manifest('v1', 'ConfigMap', 'more', 'kong'),
      'README.md': '# More\n',
      'more/kustomization.yaml': 'resources: [a.yaml]\n',
      'more/a.yaml': manifest('apps/v1', 'Deployment', 'more', 'kong'),
    };
    expect(introduced({ ...left, ...more }, base, rule)).toEqual([expect.any(String)]);
  });

  // What an addition brings does not depend on what is removed.
  const tried =
    rule === 'route-parent-not-found'
      ? additions
      : [additions[0], additions.at(-1)].flatMap((each) => (each ? [each] : []));

  test.each(tried)('is not where it adds %s', (_added, files) => {
    expect(introduced({ ...left, ...files(removed) }, base, rule)).toEqual([]);
  });

  test('nor where its namespace gets a chart that is not rendered, before and after', () => {
    const namespace = /namespace: ([\w-]+)/.exec(removed)?.[1];
    const more = {
      'more.yaml': application(
        'more',
        { repoURL: 'https://a.example.com', chart: 'more' },
        namespace === undefined ? {} : { namespace },
      ),
    };
    expect(introduced({ ...left, ...more }, { ...base, ...more }, rule)).toEqual([]);
  });

  test('nor where a kustomization no longer takes in the file, which stays', () => {
    const folder = (resources: string): Files => ({
      ...left,
      'all/kustomization.yaml': `resources: [${resources}]\n`,
      'all/gone.yaml': removed,
      'all/a.yaml': text({ a: manifest('v1', 'ConfigMap', 'a', 'kong') }),
    });
    expect(introduced(folder('a.yaml'), folder('a.yaml, gone.yaml'), rule)).toEqual([]);
  });
});

test('what may have moved is not fixed; what is removed, or stands in another file, is', () => {
  const wrong = gateway(['db TCP 9999']);
  const base = { ...kong, 'gateway.yaml': wrong };
  const fixed = (head: Files): readonly string[] =>
    reviewFiles(head, base).findings.flatMap(({ status, at }) => (status === 'fixed' ? [at.path] : []));
  expect(fixed(kong)).toEqual(['gateway.yaml']);
  expect(fixed({ ...kong, 'edge.yaml': gateway([open()]) })).toEqual(['gateway.yaml']);
  for (const [, files] of additions) expect(fixed({ ...kong, ...files(wrong) })).toEqual([]);
});
