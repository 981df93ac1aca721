import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from '../cli/example-tree.ts';
import { git, repositoryOf, runCli, writeFiles } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const pages = [
  'README.md',
  'docs/npm.md',
  ...['npx', 'github-action', 'pre-commit', 'gitlab', 'other-pipelines', 'container', 'app'].map(
    (page) => `docs/${page}.md`,
  ),
  'docs/command-line.md',
  'docs/configuration.md',
  'docs/conditions.md',
  'templates/portcullis.gitlab-ci.yml',
  '.pre-commit-hooks.yaml',
];

const call =
  /(?:npx (?:--yes )?portcullis(?:@[\d.]+)?|npm run --silent portcullis --|(?<=`)portcullis) ([a-z](?:(?! #)[^`\n|])*)/g;

/** Every command line that a page shows, as words; what stands for a path of the reader is the example, and a line with something to fill in is none, by a person or a shell. */
const commands = pages
  .flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(call)].map(
      ([, words = '']) => [page, words.trim().replaceAll('~/gitops', '.')] as const,
    ),
  )
  .filter(([, words]) => !/(?:^|\s)(?:[A-Z]{1,}|\S*[…$]\S*)(?:\s|$)/.test(words));

/** A repository with a branch, a remote branch, a configuration and values, as the pages take for granted. */
function example(): string {
  const folder = repositoryOf({
    ...soundTree,
    'values.yaml': 'proxy: { type: ClusterIP }\n',
    '.github/portcullis.yml': 'failOn: error\n',
  });
  git(folder, 'update-ref', 'refs/remotes/origin/main', 'main');
  git(folder, 'checkout', '-q', '-b', 'my-branch');
  writeFiles(folder, brokenTree);
  git(folder, 'commit', '-q', '-am', 'broken');
  return folder;
}

describe('a command that a page shows is taken as it is written', () => {
  test('on every page that has one', () => {
    expect(commands.length).toBeGreaterThan(15);
  });

  test.each([...new Map(commands.map((each) => [each[1], each])).values()])('%s: portcullis %s', async (_, words) => {
    const { exitCode, stderr } = await runCli(words.split(/\s+/), example());
    const isFromGitHub = words.includes('--pr');
    // There is a configuration already, no token, and no chart.
    const refusals = { init: 'replaces nothing', upgrade: 'nothing here installs' };
    const refusal = Object.entries(refusals).find(([command]) => words.startsWith(command))?.[1] ?? '';
    const expected = isFromGitHub ? 'set GITHUB_TOKEN' : refusal;
    expect(stderr).toContain(expected);
    expect(exitCode === 2).toBe(expected !== '');
  });
});
