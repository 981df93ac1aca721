import { expect, test } from 'vitest';
import { buildKustomization } from '../../../src/kustomize/build.ts';
import { isLocation } from '../../../src/source/location.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';
import { get } from '../../../src/source/node.ts';

const files = {
  'base/kustomization.yaml': 'resources: [gateway.yaml]\n',
  'base/gateway.yaml': [
    'apiVersion: gateway.networking.k8s.io/v1',
    'kind: Gateway',
    'metadata:',
    '  name: edge',
    'spec:',
    '  gatewayClassName: kong',
    '  addresses: []',
    '  listeners:',
    '    - name: http',
    '      port: 80',
  ].join('\n'),
  'overlay/kustomization.yaml': [
    'resources: [../base]',
    'namespace: kong',
    'namePrefix: prod-',
    'commonLabels:',
    '  team: edge',
    'patches:',
    '  - path: class.yaml',
    '  - target: { kind: Gateway }',
    '    patch: |-',
    '      - op: replace',
    '        path: /spec/listeners/0/port',
    '        value: 8080',
  ].join('\n'),
  'overlay/class.yaml': [
    'apiVersion: gateway.networking.k8s.io/v1',
    'kind: Gateway',
    'metadata: { name: edge }',
    'spec:',
    '  gatewayClassName: kong-internal',
  ].join('\n'),
};

test.each([
  { path: ['metadata', 'name'], value: 'prod-edge', place: 'overlay/kustomization.yaml:3' },
  { path: ['metadata', 'namespace'], value: 'kong', place: 'overlay/kustomization.yaml:2' },
  { path: ['metadata', 'labels', 'team'], value: 'edge', place: 'overlay/kustomization.yaml:5' },
  { path: ['spec', 'gatewayClassName'], value: 'kong-internal', place: 'overlay/class.yaml:5' },
  { path: ['spec', 'listeners', 0, 'name'], value: 'http', place: 'base/gateway.yaml:9' },
  { path: ['spec', 'listeners', 0, 'port'], value: 8080, place: 'overlay/kustomization.yaml:12' },
])('$path.2 stands where it was set: $place', ({ path, value, place }) => {
  const build = buildKustomization(sourcesOf(files), 'overlay');
  const [gateway] = build.objects;
  const node = get(gateway?.root, ...path);
  const at = node?.at;
  expect(node).toMatchObject({ value });
  expect(at !== undefined && isLocation(at) ? `${at.path}:${at.line}` : at).toBe(place);
  expect(gateway).toMatchObject({ path: 'base/gateway.yaml', kind: 'Gateway', namespace: 'kong' });
  expect(build).toMatchObject({ complete: true, problems: [] });
});
