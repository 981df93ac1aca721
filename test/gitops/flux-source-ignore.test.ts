import { describe, expect, test } from 'vitest';
import { ignorePattern } from '../../src/gitops/flux/ignore-pattern.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { httpGateway, manifest } from '../manifests/gateway-api.ts';
import { describeClusters } from './describe-clusters.ts';

/** What go-git makes of patterns, by running its matcher. */
describe('a pattern of .sourceignore', () => {
  test.each([
    ['docs', 'docs/a.yaml', true],
    ['docs', 'a/docs/b/c.yaml', true],
    ['docs/', 'docs', false],
    ['docs/', 'a/docs/b.yaml', true],
    ['/docs', 'a/docs/b.yaml', false],
    ['/docs', 'docs/b.yaml', true],
    ['a/b.yaml', 'a/b.yaml', true],
    ['a/b.yaml', 'x/a/b.yaml', false],
    ['*.yaml', 'a/b.yaml', true],
    ['a/*', 'a/b/c.yaml', true],
    ['a/**', 'a/b/c.yaml', true],
    ['**/b/', 'a/b/c.yaml', true],
    ['**/b', 'a/x/c.yaml', false],
    ['a/**/c.yaml', 'a/b/d/c.yaml', true],
    ['a**/c.yaml', 'ab/c.yaml', false],
    ['?.yaml', 'a/é.yaml', true],
    ['/*', 'a/b.yaml', true],
    ['/**', 'a/b.yaml', false],
    ['docs  ', 'docs/a.yaml', true],
    ['*a*b*c', 'xaxxbxxcxxc', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(ignorePattern(pattern)?.matches(path.split('/'))).toBe(expected);
  });

  test.each(['[ab].yaml', String.raw`a\b`])('%s is not followed', (pattern) => {
    expect(ignorePattern(pattern)).toBeNull();
  });
});

const sync = (path: string): string =>
  manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'edge', 'flux-system', {
    path,
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
  });
const repository = (ignore: string): string =>
  manifest('source.toolkit.fluxcd.io/v1', 'GitRepository', 'flux-system', 'flux-system', {
    url: 'ssh://git@github.com/acme/gitops',
    ignore,
  });

/** Gateways that Flux applies of `clusters/prod`. */
function applied(files: Readonly<Record<string, string>>, gateways: readonly string[]): readonly string[] {
  const all = Object.fromEntries(gateways.map((path, i) => [path, httpGateway(`g${i}`, 'edge')]));
  return describeClusters({ 'clusters/prod/flux.yaml': sync('./clusters/prod'), ...files, ...all })
    .filter((line) => line.includes('Gateway'))
    .map((line) => line.split(' from clusters/prod/')[1] ?? line);
}

describe('Flux applies', () => {
  test('every folder below its path, whatever it is called', () => {
    const folders = ['docs', '.hidden', 'archive', 'testdata', 'rendered', 'node_modules/a'];
    const paths = folders.map((folder) => `clusters/prod/${folder}/a.yaml`);
    expect(applied({}, paths).toSorted()).toEqual(folders.map((folder) => `${folder}/a.yaml`).toSorted());
  });

  test('but for those of CI systems, unless the repository states what is left out', () => {
    const paths = ['clusters/prod/.github/a.yaml', 'clusters/prod/cloudbuild.yaml'];
    expect(applied({}, paths)).toEqual([]);
    expect(applied({ '.sourceignore': '# none\n*.md\n' }, paths)).toEqual(['.github/a.yaml', 'cloudbuild.yaml']);
  });

  test.each([
    ['a list at the root', { '.sourceignore': '/clusters/prod/a.yaml\n' }, ['b.yaml']],
    ['a list beside', { 'clusters/prod/.sourceignore': '/a.yaml\r\n' }, ['b.yaml']],
    ['the GitRepository', { 'source.yaml': repository('*\n!b.yaml\n') }, ['b.yaml']],
    [
      'the GitRepository last',
      { '.sourceignore': 'a.yaml\n', 'source.yaml': repository('!a.yaml') },
      ['a.yaml', 'b.yaml'],
    ],
    ['a pattern that is not followed', { '.sourceignore': '[a].yaml\n' }, []],
    ['one that is decided behind it', { '.sourceignore': '[a].yaml\n!b.yaml\n' }, ['b.yaml']],
  ])('not what is left out by %s', (_, files, expected) => {
    expect(applied(files, ['clusters/prod/a.yaml', 'clusters/prod/b.yaml'])).toEqual(expected);
  });

  test('what a kustomization leaves out that it does not have', () => {
    const files = {
      '.sourceignore': 'kustomization.yaml\n',
      'clusters/prod/below/kustomization.yaml': 'resources: [b.yaml]\n',
    };
    expect(applied(files, ['clusters/prod/below/a.yaml'])).toEqual(['below/a.yaml']);
  });
});

test.each(['./', './clusters/prod'])('what Flux at %s is told to leave out is not judged', (path) => {
  const broken = httpGateway('a', 'edge').replace('protocol: HTTP', 'protocol: [HTTP]');
  const base = { 'clusters/prod/flux.yaml': sync(path), '.sourceignore': 'old/\n' };
  const head = { ...base, 'clusters/prod/old/a.yaml': broken };
  const review = reviewFiles(head, base);
  expect(review.findings).toEqual([]);
  expect(review.unread.map((each) => each.path)).toEqual(['clusters/prod/old/a.yaml']);
});
