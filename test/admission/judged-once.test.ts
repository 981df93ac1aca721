import { describe, expect, test } from 'vitest';
import type { GatewayApiRelease } from '../../src/admission/definitions.ts';
import type { KnownGatewayApi } from '../../src/admission/installed.ts';
import { createJudges } from '../../src/admission/judged-once.ts';
import { kindOf } from '../../src/kubernetes/known-kinds.ts';
import { objectAt } from '../../src/kubernetes/read-object.ts';
import { createPublishedDefinitions } from '../../src/kubernetes/schema/published.ts';
import { get } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';
import { manifest } from '../manifests/gateway-api.ts';

function objectOf(spec: object, path = 'a.yaml', namespace = 'a') {
  const text = manifest('gateway.networking.k8s.io/v1', 'Gateway', 'shop', namespace, spec);
  const root = parseYaml(path, text).documents[0]?.root;
  const object = root?.kind === 'map' ? objectAt(root, path, kindOf) : null;
  if (object === null) throw new Error('no object');
  return object;
}

const judges = createJudges(createPublishedDefinitions());
const broken = { gatewayClassName: 'kong', listeners: [{ name: 'a', port: 0, protocol: 'TCP' }] };

const known = (stated: GatewayApiRelease | null): KnownGatewayApi => ({
  stated,
  bundles: [],
  definitions: [],
  areChartsDefining: false,
  isPartial: false,
});

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

describe('objects of several clusters around one part', () => {
  const object = objectOf({ gatewayClassName: 'kong', listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] });
  const judge = judges(known(null), []);
  const movedTo = (namespace: string, path = 'a.yaml') => {
    const other = objectOf({}, path, namespace);
    const spec = object.root.entries.get('spec');
    const entries = new Map(other.root.entries);
    if (spec) entries.set('spec', spec);
    return { ...other, root: { ...other.root, entries } };
  };

  test('what was said of one is not said of another with other metadata', () => {
    const said = [movedTo('shop'), movedTo('Shop'), movedTo('blog')].map(
      (each) => judge.verdictOf(each)?.breaches.length,
    );
    expect(said).toEqual([0, 1, 0]);
  });

  test('an update is judged where anything differs, and only there', () => {
    const [one, equal] = [movedTo('shop'), movedTo('shop')];
    const other = objectOf({ gatewayClassName: 'kong', listeners: [{ name: 'a', port: 0, protocol: 'HTTP' }] });
    expect(judge.updateOf(one, judge.verdictOf(one), equal)?.breaches).toEqual([]);
    expect(judge.updateOf(other, judge.verdictOf(other), one)?.breaches.map(({ onUpdate }) => onUpdate)).toEqual([
      'refused',
    ]);
  });

  test('a pattern is judged by nobody, whoever was judged before', () => {
    expect(judge.verdictOf(movedTo('shop'))).not.toBeNull();
    expect(judge.verdictOf(movedTo('shop', 'examples/a.yaml'))).toBeNull();
  });

  test('each keeps its own metadata, and all share what is filled in', () => {
    const [one, other] = [movedTo('shop'), movedTo('blog')].map(judge.asStored);
    expect(get(one?.root, 'metadata', 'namespace')).toMatchObject({ value: 'shop' });
    expect(get(other?.root, 'metadata', 'namespace')).toMatchObject({ value: 'blog' });
    expect(get(one?.root, 'spec')).toBe(get(other?.root, 'spec'));
    expect(get(one?.root, 'spec', 'listeners', 0, 'allowedRoutes', 'namespaces', 'from')).toMatchObject({
      value: 'Same',
    });
  });
});
