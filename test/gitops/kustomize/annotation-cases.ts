import type { Json } from '../../../src/source/node.ts';
import { plain, type Files } from './oracle.ts';

const annotations = '/metadata/annotations';
const target = { version: 'v1', kind: 'ConfigMap', name: 'a' };
const add = { op: 'add', path: `${annotations}/k`, value: 'v' };
const remove = { op: 'remove', path: annotations };
const copy = { op: 'copy', from: annotations, path: '/data' };
const tested = (path: string, value: Json) => ({ op: 'test', path, value });

const tree = (kustomization: object, metadata: object = {}): Files => ({
  'kustomization.yaml': JSON.stringify(kustomization),
  'a.yaml': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', ...metadata } }),
});

const entry = (operations: readonly object[]) => ({ patch: JSON.stringify(operations), target });
const patched = (...operations: object[]) => tree({ resources: ['a.yaml'], patches: [entry(operations)] });
const patchedJson6902 = (operations: object[], more: object = { resources: ['a.yaml'] }) =>
  tree({ ...more, patchesJson6902: [entry(operations)] });

const configMap = (metadata: object, more: object = {}): Json =>
  plain(JSON.parse(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, ...more })) as Json);
const bare = configMap({ name: 'a' });
const annotated = configMap({ name: 'a', annotations: { k: 'v' } });
const generator = { configMapGenerator: [{ name: 'a', options: { disableNameSuffixHash: true } }] };

const cases: Readonly<Record<string, readonly [files: Files, object: Json]>> = {
  'patches: a key': [patched(add), annotated],
  'patches: a key replaced': [patched({ ...add, op: 'replace' }), annotated],
  'patches: a key whose value is no text': [
    patched({ ...add, value: 1 }),
    configMap({ name: 'a', annotations: { k: '1' } }),
  ],
  'patches: a key removed': [patched({ op: 'remove', path: `${annotations}/k` }), null],
  'patches: a key in a key': [patched({ ...add, path: `${annotations}/k/l` }), null],
  'patches: the map': [patched({ op: 'add', path: annotations, value: { k: 'v' } }), annotated],
  'patches: the map replaced': [patched({ op: 'replace', path: annotations, value: { k: 'v' } }), annotated],
  'patches: the map removed': [patched(remove), bare],
  'patches: the map removed twice': [patched(remove, remove), null],
  'patches: the map removed, then a key': [patched(remove, add), null],
  'patches: the map removed by an earlier patch': [
    tree({ resources: ['a.yaml'], patches: [entry([remove]), entry([add])] }),
    annotated,
  ],
  'patches: metadata replaced, then a key': [
    patched({ op: 'replace', path: '/metadata', value: { name: 'a' } }, add),
    null,
  ],
  'patches: a test that there is no map': [patched(tested(annotations, null)), null],
  'patches: a test of the whole map': [
    tree({ resources: ['a.yaml'], patches: [entry([tested(annotations, { x: 'y' })])] }, { annotations: { x: 'y' } }),
    null,
  ],
  'patches: a test that there is no key': [patched(tested(`${annotations}/k`, null)), bare],
  'patches: an empty map in the file': [
    tree({ resources: ['a.yaml'], patches: [entry([add])] }, { annotations: {} }),
    annotated,
  ],
  'patches: null in the file': [
    tree({ resources: ['a.yaml'], patches: [entry([add])] }, { annotations: null }),
    annotated,
  ],
  'patches: the map copied': [
    patched(copy),
    configMap(
      { name: 'a' },
      {
        data: {
          'internal.config.kubernetes.io/previousKinds': 'ConfigMap',
          'internal.config.kubernetes.io/previousNames': 'a',
          'internal.config.kubernetes.io/previousNamespaces': 'default',
        },
      },
    ),
  ],
  'patches: a label': [patched({ ...add, path: '/metadata/labels/k' }), null],
  'patches: a key that is not there, copied': [
    patched({ op: 'copy', from: '/data', path: '/binaryData' }),
    configMap({ name: 'a' }, { binaryData: null }),
  ],
  'patchesJson6902: a key': [patchedJson6902([add]), null],
  'patchesJson6902: the map removed': [patchedJson6902([remove]), null],
  'patchesJson6902: a test that there is no map': [patchedJson6902([tested(annotations, null)]), bare],
  'patchesJson6902: behind a namespace': [
    patchedJson6902([add], { resources: ['a.yaml'], namespace: 'n' }),
    configMap({ name: 'a', namespace: 'n', annotations: { k: 'v' } }),
  ],
  'patchesJson6902: behind a prefix': [
    patchedJson6902([add], { resources: ['a.yaml'], namePrefix: 'p-' }),
    configMap({ name: 'p-a', annotations: { k: 'v' } }),
  ],
  'patchesJson6902: behind a JSON patch': [
    patchedJson6902([add], { resources: ['a.yaml'], patches: [entry([])] }),
    annotated,
  ],
  'patchesJson6902: behind a strategic merge patch': [
    patchedJson6902([add], {
      resources: ['a.yaml'],
      patches: [{ patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, immutable: true}' }],
    }),
    null,
  ],
  'patchesJson6902: a generated object': [patchedJson6902([add], generator), annotated],
  'patchesJson6902: the map of a generated object, copied': [
    patchedJson6902([copy], generator),
    configMap({ name: 'a' }, { data: { 'internal.config.kubernetes.io/generatorBehavior': 'unspecified' } }),
  ],
};

/** JSON patches of annotations: what the one object comes to, and nothing where kustomize stops. */
export const annotationCases = Object.entries(cases).map(([name, [files, object]]) => ({
  name,
  files,
  objects: object === null ? null : [object],
}));
