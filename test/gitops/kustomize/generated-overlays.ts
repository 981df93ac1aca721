import fc from 'fast-check';
import { kinds, label, manifest, maybe, type Data } from './generated-objects.ts';
import type { Files } from './oracle.ts';

/** Some values of a patch are nulls or directives instead. */
function marked(data: unknown, marks: readonly number[], depth = 0): unknown {
  if (data === null || typeof data !== 'object') return data;
  const mark = marks[depth % marks.length] ?? 0;
  if (Array.isArray(data)) {
    const items = data.map((item, index) => marked(item, marks, depth + index + 1));
    return mark === 1 ? [...items, { $patch: 'replace' }] : items;
  }
  const entries = Object.entries(data).map(([key, value], index): [string, unknown] => [
    key,
    mark === 2 && index === 1 ? null : marked(value, marks, depth + index + 1),
  ]);
  const directive = mark === 3 ? { $patch: 'delete' } : mark === 4 ? { $patch: 'replace' } : {};
  return Object.fromEntries([...entries, ...(depth > 1 ? Object.entries(directive) : [])]);
}

const marks = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 5 });

/** A strategic merge patch for one of the objects, from the values of another object of its kind. */
const strategicPatch = (objects: readonly Data[]): fc.Arbitrary<Data> =>
  fc.constantFrom(...objects).chain((object) => {
    const body = kinds.find(({ kind }) => kind === object['kind'])?.body ?? fc.constant({});
    return fc.tuple(body, marks, maybe(label)).map(([rest, marking, labels]) => {
      const metadata = { ...(object['metadata'] as Data), labels, annotations: undefined };
      return { apiVersion: object['apiVersion'], kind: object['kind'], metadata, ...(marked(rest, marking) as Data) };
    });
  });

const operation = fc.oneof(
  fc.record({
    op: fc.constantFrom('add', 'replace'),
    path: fc.constantFrom('/metadata/labels', '/spec/x', '/data'),
    value: fc.constantFrom({ q: 'r' }, 'text', [1]),
  }),
  fc.record({
    op: fc.constant('add'),
    path: fc.constantFrom('/metadata/annotations/a~1b', '/spec/listeners/-', '/spec/ports/0'),
    value: fc.constant({ name: 'n', port: 1 }),
  }),
  fc.record({
    op: fc.constant('remove'),
    path: fc.constantFrom('/metadata/labels', '/spec/listeners/0', '/data/k', '/spec/ports/-1'),
  }),
  fc.record({
    op: fc.constantFrom('copy', 'move'),
    from: fc.constantFrom('/metadata/name', '/spec/listeners/0'),
    path: fc.constantFrom('/spec/y', '/metadata/labels/z'),
  }),
);

const target = fc.record(
  {
    kind: fc.constantFrom('Gateway', 'ConfigMap', 'Service', 'Deploy.*', 'Service|Secret'),
    name: fc.constantFrom('web', 'a.*', '.*'),
    labelSelector: fc.constantFrom('app=web', '!tier', 'app in (web,x)'),
    namespace: fc.constantFrom('kong', 'default'),
  },
  { requiredKeys: ['kind'] },
);

const patchEntry = (objects: readonly Data[]): fc.Arbitrary<Data> =>
  fc.oneof(
    { weight: 3, arbitrary: strategicPatch(objects).map((patch) => ({ patch: JSON.stringify(patch) })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(strategicPatch(objects), target)
        .map(([patch, to]) => ({ patch: JSON.stringify(patch), target: to })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(operation, { minLength: 1, maxLength: 2 }), target)
        .map(([patch, to]) => ({ patch: JSON.stringify(patch), target: to })),
    },
  );

const generator = fc.record(
  {
    name: fc.constantFrom('web', 'gen'),
    literals: fc.uniqueArray(fc.constantFrom('a=1', 'b="q"', 'c=<x>', 'd=a=b'), { maxLength: 3 }),
    behavior: fc.constantFrom('create', 'create', 'create', 'create', 'merge', 'replace'),
    options: fc.constantFrom({ disableNameSuffixHash: true }, { labels: { l: 'm' } }),
  },
  { requiredKeys: ['name', 'literals'] },
);

const replacementTarget = fc.record({
  select: fc.record({ kind: fc.constantFrom('Gateway', 'Service', 'ConfigMap') }),
  fieldPaths: fc.constantFrom(
    ['metadata.annotations.r'],
    ['spec.listeners.[name=http].hostname'],
    ['spec.ports.*.name'],
  ),
  options: fc.constantFrom({ create: true }, { create: true, delimiter: '-', index: 0 }),
});

/** A replacement whose source is one of the objects; kustomize stops where there is none. */
const replacement = (objects: readonly Data[]): fc.Arbitrary<Data> =>
  fc.record({
    source: fc.constantFrom(...objects).chain(({ kind, metadata }) =>
      fc.record(
        {
          kind: fc.constant(kind),
          name: fc.constant((metadata as Data)['name']),
          fieldPath: kind === 'ConfigMap' ? fc.constantFrom('metadata.name', 'data.host') : fc.constant('kind'),
        },
        { requiredKeys: ['kind', 'name'] },
      ),
    ),
    targets: fc.array(replacementTarget, { minLength: 1, maxLength: 1 }),
  });

const transformers = fc.record(
  {
    namespace: fc.constantFrom('kong', 'prod'),
    namePrefix: fc.constantFrom('p-', 'q-'),
    nameSuffix: fc.constantFrom('-s', '-t'),
    commonLabels: label,
    commonAnnotations: fc.constant({ note: 'y', by: 'z' }),
    labels: fc.array(
      fc.record(
        { pairs: label, includeSelectors: fc.boolean(), includeTemplates: fc.boolean() },
        { requiredKeys: ['pairs'] },
      ),
      { maxLength: 1 },
    ),
    images: fc.array(
      fc.record({ name: fc.constantFrom('nginx', 'kong/kong', 'reg.io:5000/a/b'), newTag: fc.constantFrom('9', 'x') }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);

const rare = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const layer = (objects: readonly Data[]) =>
  fc
    .tuple(
      transformers,
      fc.array(patchEntry(objects), { maxLength: 2 }),
      rare(fc.array(generator, { minLength: 1, maxLength: 2 })),
      rare(fc.array(replacement(objects), { minLength: 1, maxLength: 1 })),
      rare(
        fc.array(
          strategicPatch(objects).map((patch) => JSON.stringify(patch)),
          { minLength: 1, maxLength: 1 },
        ),
      ),
    )
    .map(([fields, patches, configMapGenerator, replacements, patchesStrategicMerge]) => ({
      ...fields,
      patches,
      configMapGenerator,
      replacements,
      patchesStrategicMerge,
    }));

/** A base, a component and two overlays of it, built at `top`. */
export const generatedOverlays: fc.Arbitrary<Files> = fc
  .uniqueArray(manifest, {
    minLength: 2,
    maxLength: 6,
    selector: ({ kind, metadata }) => `${String(kind)} ${JSON.stringify((metadata as Data)['name'])}`,
  })
  .chain((objects) =>
    fc
      .tuple(fc.constant(objects), layer(objects), layer(objects), layer(objects), fc.boolean())
      .map(([all, base, middle, top, withComponent]) => {
        const files: Record<string, string> = {
          'base/kustomization.yaml': JSON.stringify({
            resources: ['all.yaml'],
            ...base,
            patches: undefined,
            patchesStrategicMerge: undefined,
          }),
          'base/all.yaml': all.map((object) => JSON.stringify(object)).join('\n---\n'),
          'middle/kustomization.yaml': JSON.stringify({
            resources: ['../base'],
            ...middle,
            components: withComponent ? ['../part'] : [],
          }),
          'part/kustomization.yaml': JSON.stringify({
            apiVersion: 'kustomize.config.k8s.io/v1alpha1',
            kind: 'Component',
            namePrefix: 'c-',
            commonLabels: { part: 'c' },
          }),
          'top/kustomization.yaml': JSON.stringify({
            resources: ['../middle'],
            ...top,
            patchesStrategicMerge: undefined,
            patches: undefined,
          }),
        };
        return files;
      }),
  );
