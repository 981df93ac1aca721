import { limits } from '../../src/source/limits.ts';
import { describe, expect, test } from 'vitest';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { engine } from '../../src/review/engine.ts';
import type { FileContent } from '../fake-github/git.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { streams } from '../manifests/kong.ts';
import { requestFor, setUp } from './harness.ts';

const base = {
  'prod/class.yaml': gatewayClass(),
  'prod/kong.yaml': kongApplication(streams('9901')),
  'prod/gateway.yaml': gateway(['tcp TCP 9901']),
};

const wrong = gateway(['tcp TCP 9999']);
const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** Every way in which a commit can hold a file that cannot be read. */
const unreadable: readonly (readonly [name: string, content: FileContent])[] = [
  ['bytes that are no UTF-8', bytes(wrong, '# ', [0xe9, 0x0a])],
  ['UTF-16', bytes([0xff, 0xfe], [...Buffer.from(wrong, 'utf16le')])],
  ['a NUL', bytes(wrong, '# ', [0, 0x0a])],
  ['a size over the limit', `${wrong}#${'x'.repeat(limits.fileBytes)}\n`],
  ['a symbolic link', { symlink: '../elsewhere.yaml' }],
  ['a submodule', { submodule: '1'.repeat(40) }],
  ['a pointer of Git LFS', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`],
  ['a lone carriage return', `${wrong}# a\rb\n`],
];

describe('a pull request that puts something where nobody looks', () => {
  test.each(unreadable)('for %s, is a failure that names the file', async (_, content) => {
    for (const path of ['prod/gateway.yaml', 'prod/new.yaml']) {
      const { github, repository, services } = setUp(base, engine);
      const pull = github.openPull(repository, { [path]: content });
      await reviewPullRequest(services, requestFor(pull));
      const [run] = repository.runs;
      expect(run).toMatchObject({ conclusion: 'failure', title: 'No findings introduced; 1 file not read' });
      expect(run?.summary).toContain(`\`${path}\``);
    }
  });

  test('is neutral where nothing tells that the file concerns Gateway API or Kong', async () => {
    const { github, repository, services } = setUp(base, engine);
    const pull = github.openPull(repository, { 'data/words.json': bytes([0xff, 0xfe, 0x00]) });
    expect((await reviewPullRequest(services, requestFor(pull))).conclusion).toBe('neutral');
  });

  test('is judged by the setting of the base', async () => {
    const configured = { ...base, '.github/portcullis.yml': 'unread: pass\n' };
    const { github, repository, services } = setUp(configured, engine);
    const pull = github.openPull(repository, { 'prod/new.yaml': bytes(wrong, '# ', [0xe9, 0x0a]) });
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs[0]).toMatchObject({
      conclusion: 'success',
      title: 'No findings introduced; 1 file not read',
    });
  });

  test('and something wrong beside it is neutral with failOn: never, and counted all the same', async () => {
    const { github, repository, services } = setUp({ ...base, '.github/portcullis.yml': 'failOn: never\n' }, engine);
    const change = { 'prod/gateway.yaml': wrong, 'prod/new.yaml': bytes(wrong, '# ', [0xe9, 0x0a]) };
    await reviewPullRequest(services, requestFor(github.openPull(repository, change)));
    expect(repository.runs[0]).toMatchObject({
      conclusion: 'neutral',
      title: '1 error introduced; 1 file not read',
    });
  });

  test('into a folder that is deployed from a tag passes, and that is said', async () => {
    const app = `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: edge}\nspec:\n  source: {repoURL: https://github.com/acme/infra, path: prod, targetRevision: v1.0.0}\n  destination: {namespace: kong}\n`;
    const { github, repository, services } = setUp({ ...base, 'apps/edge.yaml': app }, engine);
    const pull = github.openPull(repository, { 'prod/gateway.yaml': wrong });
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs[0]).toMatchObject({ conclusion: 'success' });
    expect(repository.runs[0]?.summary).toContain('is deployed from v1.0.0 by Argo CD Application edge');
  });
});
