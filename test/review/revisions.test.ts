import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { review } from '../../src/review/review.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { streams } from '../manifests/kong.ts';
import type { Files } from '../../src/review/in-memory.ts';

const app = (revision: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: edge}
spec:
  source: {repoURL: https://github.com/acme/gitops, path: prod, targetRevision: ${revision}}
  destination: {namespace: kong}
`;

const source = (name: string, url: string, ref: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: ${name}, namespace: flux-system}
spec: {url: ${url}${ref === '' ? '' : `, ref: {${ref}}`}}
`;

const kustomization = (name: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: edge, namespace: flux-system}
spec: {path: ./prod, sourceRef: {kind: GitRepository, name: ${name}}}
`;

const prod: Files = { 'prod/class.yaml': gatewayClass(), 'prod/kong.yaml': kongApplication(streams('9901')) };

/** What a change says that asks for a port which nothing serves. */
function judged(
  apps: Files,
  branch: string | null,
): { readonly rules: readonly string[]; readonly said: readonly string[] } {
  const base = { ...prod, ...apps, 'prod/gateway.yaml': gateway(['tcp TCP 9901']) };
  const head = { ...base, 'prod/gateway.yaml': gateway(['tcp TCP 9999']) };
  const { findings, unread } = review(sourcesOf(base), sourcesOf(head), defaultConfig, null, branch);
  return {
    rules: findings.map(({ rule }) => rule),
    said: unread.map(({ path, cause, reason, effect }) => `${path} ${cause} ${effect}: ${reason}`),
  };
}

describe('a deployment is judged by the change that reaches it', () => {
  const here = { rules: ['listener-port-unavailable'], said: [] };

  test.each<[revision: string, branch: string | null]>([
    ['HEAD', 'main'],
    ['""', 'release'],
    ['main', 'main'],
    ['refs/heads/release', 'release'],
    ['release', 'release'],
    ['main', 'develop'],
    ['v1.2.3', null],
  ])('of Argo CD: %s, into %s', (revision, branch) => {
    expect(judged({ 'apps/edge.yaml': app(revision) }, branch)).toEqual(here);
  });

  test.each(['v1.2.3', 'release', '1.*', '0123456789abcdef0123456789abcdef01234567'])(
    'of Argo CD: %s is another one than main, and that is said once',
    (revision) => {
      expect(judged({ 'apps/edge.yaml': app(revision) }, 'main')).toEqual({
        rules: [],
        said: [
          `prod other-revision none: is deployed from ${revision} by Argo CD Application edge, which this change does not reach`,
        ],
      });
    },
  );

  test('of Argo CD: one of two follows it', () => {
    const apps = { 'apps/a.yaml': app('v1.2.3'), 'apps/b.yaml': app('HEAD').replace('name: edge', 'name: next') };
    expect(judged(apps, 'main')).toEqual(here);
  });

  const sync = kustomization('flux-system').replace('name: edge', 'name: flux-system').replace('./prod', './flux');
  const own = `${source('flux-system', 'ssh://git@github.com/acme/gitops', 'branch: main')}---\n${sync}`;

  test.each<[name: string, repository: string, rules: readonly string[], said: string | null]>([
    ['the branch', 'branch: main', here.rules, null],
    ['no branch', '', here.rules, null],
    ['another branch', 'branch: release', [], 'release'],
    ['a tag', 'tag: v1', [], 'v1'],
    ['a range', 'semver: 1.x', [], '1.x'],
  ])('of Flux: %s', (_, ref, rules, said) => {
    const other = source('apps', 'https://github.com/acme/gitops.git', ref);
    const found = judged(
      { 'flux/own.yaml': own, 'flux/apps.yaml': other, 'flux/edge.yaml': kustomization('apps') },
      'main',
    );
    expect(found.rules).toEqual(rules);
    expect(found.said.join()).toContain(said ?? '');
    expect(found.said).toHaveLength(said === null ? 0 : 1);
  });

  test('of Flux: another repository', () => {
    const other = source('apps', 'https://github.com/acme/other', 'branch: main');
    const flux = { 'flux/own.yaml': own, 'flux/apps.yaml': other, 'flux/edge.yaml': kustomization('apps') };
    expect(judged(flux, 'main')).toEqual({
      rules: [],
      said: [
        'prod other-revision none: is deployed from another repository by Flux Kustomization edge, which this change does not reach',
      ],
    });
  });
});
