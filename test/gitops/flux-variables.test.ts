import { describe, expect, test } from 'vitest';
import { filledIn } from '../../src/gitops/flux/filled-in.ts';
import { FilledText } from '../../src/gitops/tree/filled-text.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';
import type { ScalarNode } from '../../src/source/node.ts';
import { describeClusters } from './describe-clusters.ts';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';

const scalar = (value: string): ScalarNode => ({
  kind: 'scalar',
  value,
  text: value,
  style: 'double',
  at: { path: 'a.yaml', line: 1, column: 1, start: 0, end: 1 } as never,
});

/** What Flux makes of a string whose variable A has a value, and of which none else is set; what it refuses is unknown here. */
function filled(text: string, a: string): unknown {
  const variables = {
    values: new Map([['A', scalar(a)]]),
    missing: null,
    sources: new Set<string>(),
    known: new Set<string>(),
  };
  const node = filledIn(scalar(text), variables, new FilledText());
  return node.kind === 'scalar' ? node.value : node.kind;
}

/** Each row was given to the libraries of Flux: fluxcd/pkg/envsubst 1.7.0 and sigs.k8s.io/yaml 1.6.0. */
describe('a string in quotes', () => {
  test.each([
    ['${A}', '80', 80],
    ['${A}', '"80"', '80'],
    ['${A}', 'yes', true],
    ['${A}', 'null', null],
    ['${A}', '0x1F', 31],
    ['${A}', '', null],
    ['${A:=443}', '', 443],
    ['${B=443}', '', 443],
    ['${B:-true}', '', true],
    ['8${A}', '0', 80],
    ['*.${A}', 'example.com', '*.example.com'],
    ['a: ${A}', '80', 'a: 80'],
    ['${A}', '8\n0', 80],
    ['${A}', 'a #b', 'a'],
    ['^/a$$', '', '^/a$'],
    ['$${A}', 'a', '${A}'],
    ['$$${A}', '80', '$80'],
    ['a\n${A}', '80', 'a\n80'],
    ['${A}', 'a: b', 'unknown'],
    ['${A}', '[a]', 'unknown'],
    ['${A}', '- a', 'unknown'],
    ['${A}', '!!str 80', 'unknown'],
    ['*.${A}', "a'b", 'unknown'],
    ['${B:=${A}}', '80', 'unknown'],
    ['${A-80}', '', 'unknown'],
    ['${A^^}', 'a', 'unknown'],
    ['${A', 'a', 'unknown'],
  ])('%j with %j is %j', (text, a, expected) => {
    expect(filled(text, a)).toBe(expected);
  });
});

const flux = (postBuild: object): string =>
  manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'edge', 'flux-system', {
    path: './clusters/prod',
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    postBuild,
  });
const named = (postBuild: object, labels = '{}'): readonly string[] =>
  describeClusters({
    'flux.yaml': flux(postBuild),
    'clusters/prod/gateway.yaml': httpGateway('edge-${A:=x}', 'kong').replace('spec:', `  labels: ${labels}\nspec:`),
  }).filter((line) => line.includes('Gateway'));
const at = 'from clusters/prod/gateway.yaml';
const disabled = '{ kustomize.toolkit.fluxcd.io/substitute: disabled }';

test.each([
  ['no variable at all', {}, '{}', 'edge-${A:=x}'],
  ['none, and a strategy', { substituteStrategy: 'Always' }, '{}', 'edge-x'],
  ['another one', { substitute: { B: 'b' } }, '{}', 'edge-x'],
  ['a label against it', { substitute: { A: 'a' } }, disabled, 'edge-${A:=x}'],
])('a name with %s', (_, postBuild, labels, expected) => {
  expect(named(postBuild, labels)).toEqual([`  Gateway kong/${expected} ${at}`]);
});

test('the name of a field may be any', () => {
  const gateway = httpGateway('edge', 'kong').replace('protocol:', '${P:=protocol}:');
  const files = { 'flux.yaml': flux({ substitute: { A: 'a' } }), 'clusters/prod/gateway.yaml': gateway };
  expect(reviewFiles(files).findings.map(({ rule }) => rule)).not.toContain('object-rejected');
});
