import { describe, expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass, manifest } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';

const project = (spec: object, name = 'platform'): string =>
  manifest('argoproj.io/v1alpha1', 'AppProject', name, 'argocd', spec);
const here = 'https://kubernetes.default.svc';
const files = (spec: object): Files => ({
  'kong.yaml': kongApplication().replace('spec:\n', 'spec:\n  project: platform\n'),
  'class.yaml': gatewayClass(),
  'edge.yaml': gateway(['tcp TCP 9999']),
  'project.yaml': project(spec),
});
const told = (tree: Files): readonly string[] => {
  const { findings, unverified } = reviewFiles(tree);
  const doubts = unverified.filter(({ about }) => about.startsWith('Argo CD')).map(({ reason }) => reason);
  return [...findings.map(({ rule }) => rule), ...doubts];
};

const judged = ['listener-protocol-unsupported'];
const why = (what: string): string => `its AppProject platform does not permit ${what}, so it is never synced`;
const repository = why('the repository https://charts.konghq.com');

describe('an Application that its AppProject forbids brings nothing', () => {
  test.each<[what: string, spec: object]>([
    ['another repository', { sourceRepos: ['https://github.com/acme/gitops'] }],
    ['another host', { sourceRepos: ['https://charts.example.com/*', 'https://github.com/acme/*'] }],
  ])('%s', (_, spec) => {
    expect(told(files(spec))).toEqual([repository]);
  });

  test.each<[what: string, destination: object]>([
    ['another namespace', { server: here, namespace: 'web' }],
    ['another server', { server: 'https://prod.example.com', namespace: '*' }],
    ['other namespaces', { server: '*', namespace: 'web-*' }],
  ])('%s', (_, destination) => {
    expect(told(files({ sourceRepos: ['*'], destinations: [destination] }))).toEqual([why('the destination')]);
  });
});

describe('it is judged', () => {
  test.each<[what: string, spec: object]>([
    ['where everything is permitted', { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }] }],
    ['where the list is not there', {}],
    ['by another way to write the address', { sourceRepos: ['https://charts.konghq.com/'] }],
    ['by a pattern', { sourceRepos: ['https://charts.*'] }],
    ['by a pattern of another kind, which is not followed', { sourceRepos: ['https://chart?.example.com'] }],
    ['beside what is filled in', { sourceRepos: ['https://github.com/acme/gitops', '${REPOSITORY}'] }],
    ['where a cluster is named by its name', { destinations: [{ name: 'in-cluster', namespace: 'kong' }] }],
    ['where something is denied', { sourceRepos: ['!https://github.com/acme/*'] }],
  ])('%s', (_, spec) => {
    expect(told(files(spec))).toEqual(judged);
  });

  test('where two projects have the name, or it names another one', () => {
    const tree = files({ sourceRepos: ['https://github.com/acme/gitops'] });
    expect(told({ ...tree, 'other.yaml': project({ sourceRepos: ['*'] }) })).toEqual(judged);
    expect(told({ ...tree, 'kong.yaml': kongApplication() })).toEqual(judged);
  });
});
