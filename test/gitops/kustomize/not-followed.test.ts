import { expect, test } from 'vitest';
import { buildKustomization } from '../../../src/kustomize/build.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';

const pod = (constraints: string) => `
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  topologySpreadConstraints:
${constraints}`;

/** The second element of the patch leaves out a key, so both are merged into the one that the object has. */
function patchedTwice(selector: string) {
  return buildKustomization(
    sourcesOf({
      'kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: p.yaml }]\n',
      'a.yaml': pod('  - { topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: { a: b } }'),
      'p.yaml': pod(
        `  - { topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: ${selector} }\n  - { topologyKey: zone }`,
      ),
    }),
    '',
  );
}

test('a directive inside an element of a patch that is merged twice leaves the build unknown', () => {
  expect(patchedTwice('{ $patch: delete, c: d }')).toMatchObject({
    objects: [],
    complete: false,
    problems: [
      {
        path: 'p.yaml',
        cause: 'unsupported',
        reason: 'directives inside an element of a patch that is merged more than once are not followed',
      },
    ],
  });
});

test('an element of a patch that is merged twice and has no directive inside it is followed', () => {
  expect(patchedTwice('{ c: d }')).toMatchObject({ objects: [{ kind: 'Pod' }], complete: true, problems: [] });
});
