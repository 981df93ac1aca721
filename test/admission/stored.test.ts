import { expect, test } from 'vitest';
import { admissionOf } from '../../src/admission/admission.ts';
import type { GatewayApiRelease } from '../../src/admission/definitions.ts';
import { createJudges } from '../../src/admission/judged-once.ts';
import { kindOf } from '../../src/kubernetes/known-kinds.ts';
import { objectAt } from '../../src/kubernetes/read-object.ts';
import { isLocation } from '../../src/source/location.ts';
import { get } from '../../src/source/node.ts';
import { toJson } from '../../src/source/json.ts';
import { parseYaml } from '../../src/source/parse.ts';
import { manifest } from '../manifests/gateway-api.ts';
import { published } from '../kubernetes/schema/published.ts';

/** What the API server stores as the spec of an object. */
function stored(kind: string, spec: object, release: GatewayApiRelease | null = null) {
  const text = manifest('gateway.networking.k8s.io/v1', kind, 'shop', 'a', spec);
  const root = parseYaml('a.yaml', text).documents[0]?.root;
  const object = root?.kind === 'map' ? objectAt(root, 'a.yaml', kindOf) : null;
  if (object === null) throw new Error('no object');
  const admission = admissionOf(
    [object],
    { stated: release, bundles: [], definitions: [], areChartsDefining: false, isPartial: false },
    [],
    createJudges(published),
  );
  const found = admission.asStored(object);
  expect(admission.asStored(object)).toBe(found);
  return { root: found.root, spec: toJson(get(found.root, 'spec') ?? found.root) };
}

test('what a route leaves out is filled in, in its place', () => {
  const { spec } = stored('HTTPRoute', { parentRefs: [{ name: 'edge' }], rules: [{ backendRefs: [{ name: 'app' }] }] });
  expect(spec).toEqual({
    parentRefs: [{ name: 'edge', group: 'gateway.networking.k8s.io', kind: 'Gateway' }],
    rules: [
      {
        backendRefs: [{ name: 'app', group: '', kind: 'Service', weight: 1 }],
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      },
    ],
  });
});

test('an empty list stays empty, a null gives way to the default', () => {
  expect(stored('HTTPRoute', { rules: [{ matches: [] }] }).spec).toEqual({ rules: [{ matches: [] }] });
  expect(stored('HTTPRoute', { rules: null }).spec).toEqual({
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
  });
});

test('what is filled in says where it comes from, what is written where it stands', () => {
  const { root } = stored('Gateway', { listeners: [{ name: 'tls', port: 443, protocol: 'HTTPS', tls: {} }] });
  const listener = get(root, 'spec', 'listeners', 0);
  expect(get(listener, 'tls', 'mode')).toMatchObject({
    value: 'Terminate',
    at: { default: 'the definition of Gateway' },
  });
  expect(isLocation(get(listener, 'port')?.at ?? { default: '' })).toBe(true);
});

test('only what every bundle that may be installed fills in', () => {
  const rules = [{ retry: { codes: [503] } }];
  const retry = (release: GatewayApiRelease | null) =>
    JSON.stringify(stored('HTTPRoute', { rules }, release).spec).includes('"attempts":1');
  expect(retry(null)).toBe(false);
  expect(retry({ version: '1.7.0', channel: 'standard' })).toBe(true);
});
