import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../trees/outcome.ts';

const releases = 'https://github.com/kubernetes-sigs/gateway-api';
const whole = (version: string, channel: string): string =>
  `${releases}/releases/download/v${version}/${channel}-install.yaml`;
const one = (version: string, channel: string, plural: string): string =>
  `https://raw.githubusercontent.com/kubernetes-sigs/gateway-api/v${version}/config/crd/${channel}/gateway.networking.k8s.io_${plural}.yaml`;
const tree = (resources: readonly string[], more = ''): Readonly<Record<string, string>> => ({
  'crds/kustomization.yaml': `kind: Kustomization\nresources:\n${resources.map((each) => `  - ${each}\n`).join('')}  - class.yaml\n${more}`,
  'crds/class.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata:\n  name: other\nspec:\n  controllerName: example.com/other\n`,
});
const refused = (before: readonly string[], after: readonly string[], more = ''): readonly string[] =>
  outcomeOf(tree(after, more), tree(before, more))
    .split('\n')
    .filter((line) => line.includes('object-rejected'))
    .map(
      (line) =>
        `${/^introduced crds\/kustomization\.yaml:(\d+)/.exec(line)?.[1] ?? '?'}: ${/which[^.]*(?:\.\d+)?/.exec(line)?.[0] ?? line}`,
    );

const standard = whole('1.6.1', 'standard');

describe('the policy of the bundle that a cluster has', () => {
  test.each<[what: string, before: readonly string[], after: readonly string[], expected: readonly string[]]>([
    ['the other channel', [standard], [whole('1.6.1', 'experimental')], ['3: which lets nothing go from the standard channel to the experimental one']],
    ['an experimental definition of a kind that is there', [standard], [standard, one('1.6.1', 'experimental', 'httproutes')], ['4: which lets nothing go from the standard channel to the experimental one']],
    ['an older definition', [standard], [standard, one('1.4.1', 'experimental', 'tcproutes')], ['4: which takes nothing older than 1.6']],
    ['an older release', [standard], [whole('1.5.1', 'standard')], ['3: which takes nothing older than 1.6']],
    ['an older definition beside the experimental channel', [whole('1.6.1', 'experimental')], [whole('1.6.1', 'experimental'), one('1.4.1', 'experimental', 'tcproutes')], ['4: which takes nothing older than 1.5']],
  ])('refuses %s', (_, before, after, expected) => {
    expect(refused(before, after)).toEqual(expected);
  }); // prettier-ignore

  test.each<[what: string, before: readonly string[], after: readonly string[], more?: string]>([
    ['a newer release', [standard], [whole('1.7.0', 'standard')]],
    ['another patch release', [whole('1.6.2', 'standard')], [standard]],
    ['the standard channel', [whole('1.6.1', 'experimental')], [standard]],
    ['an older release of the experimental channel', [whole('1.6.1', 'experimental')], [whole('1.5.1', 'experimental')]],
    ['an experimental definition of a kind that is not there', [whole('1.5.1', 'standard')], [whole('1.5.1', 'standard'), one('1.5.1', 'experimental', 'tcproutes')]],
    ['a kind of another group', [standard], [standard, one('1.6.1', 'experimental', 'xmeshes').replace('k8s.io_', 'x-k8s.io_')]],
    ['anything where the policy goes', [standard], [whole('1.4.1', 'standard')]],
    ['anything where there was none', [whole('1.4.1', 'standard')], [whole('1.5.1', 'experimental')]],
    ['anything where a patch may delete it', [standard], [whole('1.6.1', 'experimental')], 'patches:\n  - target: {kind: ValidatingAdmissionPolicy}\n    patch: "$patch: delete"\n'],
    ['what was there before', [standard, one('1.4.1', 'experimental', 'tcproutes')], [standard, one('1.4.1', 'experimental', 'tcproutes')]],
  ])('lets pass, or may: %s', (_, before, after, more) => {
    expect(refused(before, after, more)).toEqual([]);
  }); // prettier-ignore
});

describe('a bundle that stands in the repository', () => {
  const crd = (plural: string, version: string, channel: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${plural}.gateway.networking.k8s.io
  annotations:
    gateway.networking.k8s.io/bundle-version: v${version}
    gateway.networking.k8s.io/channel: ${channel}
spec:
  group: gateway.networking.k8s.io
  names: {kind: ${plural === 'gateways' ? 'Gateway' : 'GatewayClass'}, plural: ${plural}}
---
`;
  const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: safe-upgrades.gateway.networking.k8s.io
`;
  const vendored = (version: string, channel: string, more = policy): Readonly<Record<string, string>> => ({
    'crds/install.yaml': ['gatewayclasses', 'gateways'].map((plural) => crd(plural, version, channel)).join('') + more,
    'crds/class.yaml': tree([])['crds/class.yaml'] ?? '',
  });
  const refusals = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) =>
    outcomeOf(after, before)
      .split('\n')
      .filter((line) => line.includes('object-rejected'));

  test('is one with its policy', () => {
    expect(refusals(vendored('1.6.1', 'standard'), vendored('1.6.1', 'experimental'))).toEqual([
      'introduced crds/install.yaml:7:5 error object-rejected Gateway API 1.6.1, standard channel, came with the policy safe-upgrades.gateway.networking.k8s.io, which lets nothing go from the standard channel to the experimental one. Delete the ValidatingAdmissionPolicy and its binding first. After merge: the API server refuses the definitions of Gateway API 1.6.1 experimental.',
    ]);
    expect(refusals(vendored('1.6.1', 'standard'), vendored('1.7.0', 'standard'))).toEqual([]);
  });

  test('says nothing without its policy', () => {
    expect(refusals(vendored('1.6.1', 'standard', ''), vendored('1.6.1', 'experimental', ''))).toEqual([]);
    expect(refusals(vendored('1.6.1', 'standard'), vendored('1.6.1', 'experimental', ''))).toEqual([]);
  });
});
