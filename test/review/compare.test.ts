import { describe, expect, test } from 'vitest';
import { changed } from '../manifests/edits.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { controllerEnv, streams } from '../manifests/kong.ts';
import { findingLines } from './finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const right: Files = {
  'class.yaml': gatewayClass(),
  'kong.yaml': kongApplication(streams('9901', '9902')),
  'gateway.yaml': gateway(['http HTTP 80', 'tcp TCP 9901']),
};
const wrong = changed(right, 'gateway.yaml', 'port: 9901', 'port: 9900');

/** The findings of a change, `status path:line rule`; those of before without a status. */
function change(base: Files, head: Files): string[] {
  return findingLines(reviewFiles(head, base));
}

describe('a finding is', () => {
  test('introduced by the change that makes it', () => {
    expect(change(right, wrong)).toEqual(['introduced gateway.yaml:10 listener-port-unavailable']);
  });

  test('fixed by the change that takes it away, where it stood', () => {
    expect(change(wrong, right)).toEqual(['fixed gateway.yaml:10 listener-port-unavailable']);
  });

  test('fixed when its file goes', () => {
    const { 'gateway.yaml': _gone, ...rest } = wrong;
    expect(change(wrong, rest)).toEqual(['fixed gateway.yaml:10 listener-port-unavailable']);
  });

  test.each<[string, (files: Files) => Files]>([
    ['lines move', (files) => ({ ...files, 'gateway.yaml': `# one\n# two\n${files['gateway.yaml'] ?? ''}` })],
    ['the file is renamed', ({ 'gateway.yaml': text = '', ...rest }) => ({ ...rest, 'edge/public.yaml': text })],
    [
      'another listener comes first',
      (files) =>
        changed(files, 'gateway.yaml', 'listeners:\n', 'listeners:\n    - {name: tls, port: 443, protocol: HTTPS}\n'),
    ],
    ['the listener asks for another port that is wrong', (files) => changed(files, 'gateway.yaml', '9900', '9899')],
    [
      'the file becomes JSON',
      (files) => ({
        ...files,
        'class.yaml':
          '{"apiVersion": "gateway.networking.k8s.io/v1", "kind": "GatewayClass", "metadata": {"name": "kong", "annotations": {"konghq.com/gatewayclass-unmanaged": "true"}}, "spec": {"controllerName": "konghq.com/kic-gateway-controller"}}',
      }),
    ],
  ])('existing where %s', (_, edit) => {
    const statuses = reviewFiles(edit(wrong), wrong).findings.map(({ status, rule }) => `${status} ${rule}`);
    expect(statuses).toEqual(['existing listener-port-unavailable']);
  });

  test('introduced for one listener and existing for another', () => {
    const head = changed(
      wrong,
      'gateway.yaml',
      'listeners:\n',
      'listeners:\n    - {name: other, port: 9800, protocol: TCP}\n',
    );
    expect(change(wrong, head)).toEqual([
      'introduced gateway.yaml:9 listener-port-unavailable',
      'gateway.yaml:11 listener-port-unavailable',
    ]);
  });

  test('another one when the object is another', () => {
    const head = changed(wrong, 'gateway.yaml', 'name: edge', 'name: public');
    expect(change(wrong, head)).toEqual([
      'introduced gateway.yaml:10 listener-port-unavailable',
      'fixed gateway.yaml:10 listener-port-unavailable',
    ]);
  });
});

describe('a change that breaks what it does not touch is shown on its own line, with the other half beside it', () => {
  const places = (base: Files, head: Files) =>
    reviewFiles(head, base).findings.map(({ at, related }) => {
      const others = related.filter(({ message }) => !message.startsWith('one way'));
      return `${at.path}:${at.line} <- ${others.map((other) => `${other.at.path}:${other.at.line}`).join(' ')}`;
    });

  test.each<[string, Files, Files, readonly string[]]>([
    [
      'a stream port removed',
      right,
      changed(right, 'kong.yaml', '          - {containerPort: 9901, servicePort: 9901, protocol: TCP}\n', ''),
      ['kong.yaml:14 <- gateway.yaml:10'],
    ],
    [
      'a stream port changed',
      right,
      changed(right, 'kong.yaml', 'servicePort: 9901', 'servicePort: 9911'),
      ['kong.yaml:15 <- gateway.yaml:10 kong.yaml:14'],
    ],
    [
      'all values removed',
      right,
      { ...right, 'kong.yaml': kongApplication() },
      ['kong.yaml:13 <- gateway.yaml:10 kong.yaml:4'],
    ],
    [
      'a controller renamed',
      right,
      {
        ...right,
        'kong.yaml': kongApplication(
          controllerEnv('gateway_api_controller_name', 'example.com/edge') + streams('9901', '9902'),
        ),
      },
      ['kong.yaml:15 <- class.yaml:8'],
    ],
    [
      'a release renamed under a pinned Gateway',
      {
        ...right,
        'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'konghq.com/publish-service: kong/kong-kong-proxy' }),
      },
      {
        ...right,
        'kong.yaml': kongApplication(streams('9901', '9902'), { name: 'edge' }),
        'gateway.yaml': gateway(['http HTTP 80'], { annotations: 'konghq.com/publish-service: kong/kong-kong-proxy' }),
      },
      ['kong.yaml:4 <- gateway.yaml:6'],
    ],
    ['a class renamed', right, { ...right, 'class.yaml': gatewayClass('other') }, ['class.yaml:4 <- gateway.yaml:7']],
    [
      'a kind of Service that takes the port along',
      right,
      {
        ...right,
        'kong.yaml': kongApplication(`${streams('9901', '9902')}  tls: {overrideServiceTargetPort: 8000}\n`),
        'gateway.yaml': gateway(['https HTTPS 443']),
      },
      ['gateway.yaml:9 <- kong.yaml:17'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(places(base, head)).toEqual(expected);
  });
});

describe('of two that clash, the one that the change brings is at fault', () => {
  const first: Files = {
    'class.yaml': gatewayClass(),
    'kong.yaml': kongApplication(),
    'm.yaml': gateway(['http HTTP 80'], { name: 'old' }),
  };

  test.each(['a.yaml', 'z.yaml'])('a Gateway in %s', (path) => {
    expect(change(first, { ...first, [path]: gateway(['https HTTPS 443'], { name: 'new' }) })).toEqual([
      `introduced ${path}:4 several-gateways-per-controller`,
    ]);
  });

  test.each(['a.yaml', 'z.yaml'])('a class in %s', (path) => {
    expect(change(first, { ...first, [path]: gatewayClass('new') })).toEqual([
      `introduced ${path}:4 several-gateway-classes-per-controller`,
    ]);
  });

  test.each(['a.yaml', 'z.yaml'])('a controller in %s', (path) => {
    const second = kongApplication('', { name: 'second', namespace: 'second' });
    expect(change(first, { ...first, [path]: second })).toEqual([`introduced ${path}:4 controller-name-shared`]);
  });

  test('a listener before the other', () => {
    const head = changed(first, 'm.yaml', 'listeners:\n', 'listeners:\n    - {name: new, port: 80, protocol: TCP}\n');
    expect(change(first, head)).toEqual(['introduced m.yaml:9 listener-conflict']);
  });

  test('a listener that is given the port of another, whichever comes first', () => {
    const base = { ...first, 'm.yaml': gateway(['web HTTP 80', 'tls HTTPS 443']) };
    const [finding] = reviewFiles(changed(base, 'm.yaml', 'port: 80', 'port: 443'), base).findings;
    expect(finding).toMatchObject({ rule: 'listener-conflict', status: 'introduced', at: { line: 9 } });
    expect(finding?.message).toMatch(/^listener "web" \(HTTP 443\) and listener "tls"/);
    expect(finding?.related.map(({ message }) => message)).toEqual(['listener "tls" (HTTPS 443) stands here']);
  });

  test('two that clashed before stay what they were, whatever else a change writes into one of them', () => {
    const base = { ...first, 'm.yaml': gateway(['web HTTP 443', 'tls HTTPS 443']) };
    const head = changed(base, 'm.yaml', 'name: web,', 'name: web, hostname: a.example.com,');
    expect(change(base, head)).toEqual(['m.yaml:10 listener-conflict']);
  });

  test('a Gateway that is given the class of another', () => {
    const base = { ...first, 'a.yaml': gateway(['https HTTPS 443'], { name: 'other', className: 'istio' }) };
    expect(change(base, changed(base, 'a.yaml', 'istio', 'kong'))).toEqual([
      'introduced a.yaml:7 several-gateways-per-controller',
    ]);
  });
});

describe('what a change has to do with Kong', () => {
  test.each<[string, string, boolean]>([
    ['a Gateway', 'gateway.yaml', true],
    ['values', 'kong.yaml', true],
    ['anything else', 'web/deployment.yaml', false],
    ['prose', 'README.md', false],
  ])('%s', (_, path, relevant) => {
    const base: Files = { ...right, 'web/deployment.yaml': 'kind: Deployment\n', 'README.md': 'Kong runs here.\n' };
    const review = reviewFiles({ ...base, [path]: `${base[path] ?? ''}# changed\n` }, base);
    expect([review.relevant, review.changedPaths]).toEqual([relevant, [path]]);
  });

  test.each<[string, string, string, boolean]>([
    ['the lock file of a chart with Kong in it', 'edge/Chart.lock', '3.1.0', true],
    ['a lock file that locks what it locked', 'edge/Chart.lock', '2.48.0', true],
    ['the lock file of another chart', 'web/Chart.lock', '3.1.0', false],
  ])('%s', (_, path, version, relevant) => {
    const chart = (name: string): string =>
      `apiVersion: v2\nname: ${name}\nversion: 1.0.0\ndependencies:\n  - name: kong\n    version: ">=2.40.0 <4"\n    repository: https://charts.konghq.com\n`;
    const lock = (locked: string): string =>
      `dependencies:\n- name: kong\n  repository: https://charts.konghq.com\n  version: ${locked}\n`;
    const base: Files = {
      'edge.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: edge, namespace: argocd}
spec:
  source: {repoURL: "https://github.com/acme/gitops.git", path: edge, targetRevision: main}
  destination: {namespace: kong}
`,
      'edge/Chart.yaml': chart('edge'),
      'edge/Chart.lock': lock('2.48.0'),
      'web/Chart.yaml': chart('web').replaceAll('kong', 'nginx'),
      'web/Chart.lock': lock('2.48.0').replaceAll('kong', 'nginx'),
    };
    const head = { ...base, [path]: `# changed\n${(base[path] ?? '').replace('2.48.0', version)}` };
    const { relevant: is, upgrades } = reviewFiles(head, base);
    expect([is, upgrades.length]).toEqual([relevant, relevant && version === '3.1.0' ? 1 : 0]);
  });
});

describe('two that clash, of before', () => {
  const base: Files = {
    'class.yaml': gatewayClass(),
    'kong.yaml': kongApplication(),
    'a.yaml': gateway(['http HTTP 80'], { name: 'a' }),
    'b.yaml': gateway(['https HTTPS 443'], { name: 'b' }),
  };

  test('stay existing where the file of the first is renamed', () => {
    const { 'a.yaml': text = '', ...rest } = base;
    expect(change(base, { ...rest, 'z.yaml': text })).toEqual(['b.yaml:4 several-gateways-per-controller']);
  });

  test('stay existing where a third comes before them', () => {
    expect(change(base, { ...base, '0.yaml': gateway(['https HTTPS 443'], { name: 'c' }) })).toEqual([
      'introduced 0.yaml:4 several-gateways-per-controller',
      'b.yaml:4 several-gateways-per-controller',
    ]);
  });
});

describe('a file that a change breaks', () => {
  const broken = (text = ''): string => text.replace('spec:', 'spec: {');

  test('is one finding, and what was wrong in it is not called fixed', () => {
    const head = { ...wrong, 'gateway.yaml': broken(wrong['gateway.yaml']) };
    expect(change(wrong, head).map((line) => line.replace(/:\d+/, ''))).toEqual([
      'introduced gateway.yaml yaml-syntax',
    ]);
  });
});

describe('another version of the chart', () => {
  const files: Files = {
    'class.yaml': gatewayClass(),
    'values.yaml': controllerEnv('feature_gates', 'CombinedServicesFromDifferentHTTPRoutes=true'),
  };
  const at = (version: string): Files => ({
    ...files,
    'kong.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: kong
spec:
  sources:
  - repoURL: https://github.com/acme/gitops
    ref: repo
  - repoURL: https://charts.konghq.com
    chart: kong
    targetRevision: ${version}
    helm:
      valueFiles: [$repo/values.yaml]
`,
  });

  test('that breaks a setting is shown where the version is, with the setting beside it', () => {
    const { findings } = reviewFiles(at('3.4.1'), at('2.49.0'));
    expect(
      findings.map(({ rule, at: place, related }) => [
        rule,
        place.path,
        place.line,
        related[0]?.at.path,
        related[0]?.at.line,
      ]),
    ).toEqual([['feature-gate-removed', 'kong.yaml', 11, 'values.yaml', 3]]);
  });

  test('that breaks nothing is silent', () => {
    expect(change(at('2.49.0'), at('2.50.0'))).toEqual([]);
  });
});

describe('a GatewayClass that a change removes', () => {
  test('is missed by the Gateway that stays', () => {
    const { 'class.yaml': _gone, ...rest } = right;
    expect(change(right, rest)).toEqual(['introduced gateway.yaml:7 gateway-class-not-found']);
  });

  test('is missed by nobody where the Gateway goes with it', () => {
    expect(change(right, { 'kong.yaml': right['kong.yaml'] ?? '' })).toEqual([]);
  });
});

test('what was wrong stays existing when a second environment gives its cluster a name', () => {
  const under = (folder: string, files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
  const prod = under('prod', wrong);
  expect(change(prod, { ...prod, ...under('staging', right) })).toEqual([
    'prod/gateway.yaml:10 listener-port-unavailable',
  ]);
});

test('each of two Gateways is broken by its own line, also where one name begins with the other', () => {
  const both: Files = {
    'class.yaml': gatewayClass(),
    'kong.yaml': kongApplication(streams('9901', '9903', '9902')),
    'gateway.yaml': gateway(['tcp TCP 9901', 'keep TCP 9903']),
    'second.yaml': gateway(['tcp TCP 9902'], { name: 'edge-2' }),
  };
  const head = { ...both, 'kong.yaml': kongApplication(streams('9903')) };
  const introduced = change(both, head).filter((each) => each.startsWith('introduced'));
  expect(introduced).toEqual([
    'introduced kong.yaml:14 listener-port-unavailable',
    'introduced kong.yaml:15 listener-port-unavailable',
  ]);
});
