import { expect, test } from 'vitest';
import type { GatewayApiRelease } from '../../src/admission/definitions.ts';
import type { KnownGatewayApi } from '../../src/admission/installed.ts';
import { createJudges } from '../../src/admission/judged-once.ts';
import { kindOf } from '../../src/kubernetes/known-kinds.ts';
import { objectAt } from '../../src/kubernetes/read-object.ts';
import { createPublishedDefinitions } from '../../src/kubernetes/schema/published.ts';
import { parseYaml } from '../../src/source/parse.ts';
import { manifest } from '../manifests/gateway-api.ts';

function objectOf(spec: object, path = 'a.yaml') {
  const root = parseYaml(path, manifest('gateway.networking.k8s.io/v1', 'Gateway', 'shop', 'a', spec)).documents[0]
    ?.root;
  const object = root?.kind === 'map' ? objectAt(root, path, kindOf) : null;
  if (object === null) throw new Error('no object');
  return object;
}

const judges = createJudges(createPublishedDefinitions());
const broken = { gatewayClassName: 'kong', listeners: [{ name: 'a', port: 0, protocol: 'TCP' }] };

const known = (stated: GatewayApiRelease | null): KnownGatewayApi => ({ stated, bundles: [], isPartial: false });

test('the trees of a review that share an object share what is said of it', () => {
  const object = objectOf(broken);
  const [first, second] = [judges(known(null), []), judges(known(null), [])];
  const inOtherTree = { ...object, namespace: 'other' };
  const [verdict, again] = [first.verdictOf(object), second.verdictOf(inOtherTree)];
  expect(verdict?.breaches).toHaveLength(1);
  expect(again?.breaches).toBe(verdict?.breaches);
  expect(again?.object).toBe(inOtherTree);
  expect(second.asStored(inOtherTree)).toEqual({ ...first.asStored(object), namespace: 'other' });
});

test('other definitions say something else, and so does a path that tells a pattern', () => {
  const object = objectOf(broken);
  expect(judges(known(null), []).verdictOf(object)?.label).not.toBe(
    judges(known({ version: '1.3.0', channel: null }), []).verdictOf(object)?.label,
  );
  const example = { ...object, path: 'examples/a.yaml' };
  expect(judges(known(null), []).verdictOf(example)).toBeNull();
  const applier = { title: 'Flux Kustomization a', unknownFields: 'refused' } as const;
  expect(judges(known(null), []).verdictOf({ ...example, applier })?.breaches).toHaveLength(1);
});
