import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOf, mayHoldKind } from '../../src/kubernetes/known-kinds.ts';
import { objectsOf } from '../../src/gitops/objects/objects.ts';
import { parseYaml } from '../../src/source/parse.ts';

const line = fc.constantFrom(
  'apiVersion: gateway.networking.k8s.io/v1',
  'kind: Gateway',
  'kind: CronJob',
  'kind: !!str Gateway',
  'kind: &a Gateway',
  'kind: >-',
  'kind:',
  '  Gateway',
  '? kind',
  ': Gateway',
  '"kind": Gateway',
  "'kind' : Gateway",
  'kind: # Gateway',
  'kind: CronJob # Gateway',
  'note: "',
  '"',
  '  kind: Gateway',
  '  apiVersion: gateway.networking.k8s.io/v1',
  '  metadata: { name: a }',
  'metadata: { name: a }',
  '<<: { kind: Gateway }',
  '{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: a } }',
  '---',
  '--- # next',
  '--- { apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: a } }',
  '...',
  '# kind: CronJob',
  '',
);

test('what the search denies, the parser does not find', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (lines, lineBreak) => {
      const text = lines.join(lineBreak);
      const objects = parseYaml('a.yaml', text).documents.flatMap((document) => objectsOf(document, kindOf));
      fc.pre(objects.length > 0);
      expect(mayHoldKind(text, new Set())).toBe(true);
    }),
    { numRuns: 300, maxSkipsPerRun: 100 },
  );
});
