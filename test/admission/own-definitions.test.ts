import { describe, expect, test } from 'vitest';
import { check, review } from '../../src/library.ts';
import type { Files } from '../../src/review/in-memory.ts';
import { manifest } from '../manifests/gateway-api.ts';
import { outcomeOf } from '../trees/outcome.ts';

const group = 'gateway.networking.k8s.io';

/** A definition of HTTPRoute, of a release that is not known here, with lines for `spec` below its properties. */
const httpRoutes = (spec: string, version = 'v9.9.9', more = ''): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: httproutes.${group}
  annotations:
    ${group}/bundle-version: ${version}
    ${group}/channel: standard
spec:
  group: ${group}
  scope: Namespaced
  names:
    kind: HTTPRoute
    plural: httproutes
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          description: |-
            A route.
            type: string
          type: object
          properties:
            apiVersion:
              type: string
            kind:
              type: string
            metadata:
              type: object
            spec:
              type: object
              properties:
${spec}
${more}---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: gateways.${group}
  annotations:
    ${group}/bundle-version: v1.3.0
    ${group}/channel: standard
spec:
  group: ${group}
  versions:
    - name: v1
      served: true
      schema: {}
`;
const indented = (lines: string): string => lines.trim().replaceAll(/^/gm, ' '.repeat(16));
const sparkle = indented(`
sparkle:
  description: How much.
  type: integer
  maximum: 9
description:
  type: string
`);
const route = (spec: string): string =>
  `apiVersion: ${group}/v1\nkind: HTTPRoute\nmetadata:\n  name: shop\n  namespace: shop\nspec:\n  ${spec}\n`;
const outcome = (definition: string, spec: string): readonly string[] =>
  outcomeOf({ 'crds/gateway-api.yaml': definition, 'shop/route.yaml': route(spec) })
    .split('\n')
    .filter((line) => /object-rejected|field-pruned|kind-not-served|validat|judged here/.test(line));

const own = '(its definition, which the repository holds)';

describe('a definition of a release that is not known', () => {
  test.each<[what: string, spec: string, expected: readonly string[]]>([
    ['a field that only it has', 'sparkle: 3', []],
    ['a property called description', 'description: much', []],
    ['a value beyond its bound', 'sparkle: 10', [`shop/route.yaml:7:12 error object-rejected HTTPRoute shop/shop: sparkle must be at most 9, not 10 ${own}. After merge: the API server refuses HTTPRoute shop/shop.`]],
    ['a field that it lacks', 'sparkles: 3', [`shop/route.yaml:7:3 warning field-pruned HTTPRoute has no field spec.sparkles ${own}. Did you mean sparkle? After merge: HTTPRoute shop/shop is stored without sparkles, or refused where fields are validated.`]],
  ])('decides: %s', (_, spec, expected) => {
    expect(outcome(httpRoutes(sparkle), spec)).toEqual(expected);
  }); // prettier-ignore

  test.each<[what: string, spec: string]>([
    [
      'a rule',
      indented(`sparkle:\n  type: integer\n  x-kubernetes-validations:\n    - rule: self % 2 == 1\n      message: odd`),
    ],
    ['a pattern that is none', indented(`sparkle:\n  anyOf:\n    - type: integer\n    - pattern: (a+$`)],
    ['a keyword', indented(`sparkle:\n  multipleOf: 2`)],
  ])('is not verified where it has %s that cannot be judged', (_, spec) => {
    expect(outcome(httpRoutes(spec), 'sparkle: 3')).toEqual([
      `unverified HTTPRoute shop/shop: the API server checks rules of HTTPRoute in ${group}/v1 that cannot be judged here`,
    ]);
  });

  test.each<[what: string, definition: string]>([
    ['shortened', httpRoutes(sparkle).replace(/ {12}spec:[^]*?---/, '---')],
    ['one that no API server takes', httpRoutes(indented('sparkle:\n  type: integer\n  required: much'))],
    ['written in another style', httpRoutes(sparkle).replace(/schema:\n[^]*?\n---/, 'schema: {openAPIV3Schema: {type: object, properties: {}}}\n---')],
    ['nested without end', httpRoutes(indented(`a:\n${Array.from({ length: 70 }, (_, i) => `${' '.repeat(2 + i * 2)}items:`).join('\n')}\n${' '.repeat(150)}type: string`))],
  ])('says nothing where it is %s', (_, definition) => {
    expect(outcome(definition, 'sparkle: 10')).toEqual([]);
  }); // prettier-ignore
});

describe('rules of a definition that is not known', () => {
  const glow = (rule: string, message = ''): string =>
    indented(
      `sparkle:\n  type: integer\nglow:\n  type: array\n  items:\n    type: string\n    pattern: (?i)^a+$\n  x-kubernetes-validations:\n    - rule: ${rule}\n${message}`,
    );
  const evaluated = (spec: string, route_: string): readonly string[] => {
    const { findings, unverified } = check({
      'crds/gateway-api.yaml': httpRoutes(spec),
      'shop/route.yaml': route(route_),
    }).report;
    return [
      ...findings.map(({ line, column, message }) => `${line}:${column} ${message}`),
      ...unverified.flatMap(({ reason }) => (reason.includes('rules') ? [reason] : [])),
    ];
  };

  test.each<[what: string, definition: string, spec: string, expected: string | null]>([
    ['kept', glow('self.all(x, x.size() > 1)'), 'glow: [aa, aaa]', null],
    ['broken by one item, which is named', glow('self.all(x, x.size() > 1)', '      message: more of it'), 'glow: [aa, a]', '7:14 HTTPRoute shop/shop, glow[1]: glow breaks a rule of its definition, "more of it"'],
    ['broken by the list', glow('self.size() < 2'), 'glow: [aa, aa]', '7:3 HTTPRoute shop/shop: glow breaks a rule of its definition'],
    ['beyond what is evaluated', glow('self.isSorted()'), 'glow: [aa]', 'the API server checks rules of HTTPRoute'],
    ['only for updates', glow('oldSelf.isSorted()'), 'glow: [aa]', null],
    ['a pattern of Go', glow('self.size() > 0'), 'glow: [AA]', null],
    ['a pattern that does not match', glow('self.size() > 0'), 'glow: [b]', '7:10 HTTPRoute shop/shop, glow[0]: glow must match (?i)^a+$, and "b" does not'],
  ])('are %s', (_, definition, spec, expected) => {
    const found = evaluated(definition, spec);
    expect(found.length).toBe(expected === null ? 0 : 1);
    expect(found[0] ?? '').toContain(expected ?? '');
  }); // prettier-ignore

  test('are let through by an update that leaves the value as it was', () => {
    const definition = httpRoutes(glow('self.size() < 2'));
    const [before, after] = [route('glow: [aa, aa]'), route('glow: [aa, aa]\n  sparkle: 1')];
    const [finding, ...others] = review(
      { 'crds/gateway-api.yaml': definition, 'shop/route.yaml': before },
      { 'crds/gateway-api.yaml': definition, 'shop/route.yaml': after },
    ).report.findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ status: 'existing', line: 7 });
    expect(finding?.message).toContain('glow breaks a rule of its definition');
  });
});

test('a definition that names a known release and differs from it decides', () => {
  expect(outcome(httpRoutes(sparkle, 'v1.3.0'), 'sparkle: 3')).toEqual([]);
});

describe('a definition of Kong', () => {
  const plugins = (more: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: kongplugins.configuration.konghq.com
spec:
  group: configuration.konghq.com
  scope: Namespaced
  names:
    kind: KongPlugin
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            config:
              type: object
              x-kubernetes-preserve-unknown-fields: true
            plugin:
              type: string
${more}`;
  const plugin = `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata:
  name: limit
  namespace: shop
plugin: cors
instance_name: limit
`;
  const findings = (definition: string, more: Files = {}): readonly string[] =>
    outcomeOf({ 'crds/kong.yaml': definition, 'shop/plugin.yaml': plugin, ...more })
      .split('\n')
      .filter((line) => line.includes('field-pruned'));

  test('decides over those of every release', () => {
    expect(findings(plugins(''))).toEqual([
      `shop/plugin.yaml:7:1 warning field-pruned KongPlugin has no field instance_name ${own}. After merge: KongPlugin shop/limit is stored without instance_name, or refused where fields are validated.`,
    ]);
    expect(findings(plugins('            instance_name:\n              type: string\n'))).toEqual([]);
  });

  test('says only what the chart says too where a tool applies its definitions as well', () => {
    const application = manifest('argoproj.io/v1alpha1', 'Application', 'kong', 'argocd', {
      source: { repoURL: 'https://charts.konghq.com', chart: 'ingress', targetRevision: '0.21.0' },
      destination: { namespace: 'kong' },
    });
    expect(findings(plugins(''), { 'argocd/kong.yaml': application })).toEqual([]);
  });
});
