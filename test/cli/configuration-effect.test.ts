import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenTree } from './example-tree.ts';
import { git, repositoryOf, runCli, writeFiles } from './run-cli.ts';

const config = '.github/portcullis.yml';

/** What a review tells of a change of the configuration alone. */
async function effects(before: string | null, after: string, ...argv: readonly string[]): Promise<unknown> {
  const folder = repositoryOf({ ...brokenTree, ...(before === null ? {} : { [config]: before }) });
  writeFiles(folder, { [config]: after });
  const { stdout } = await runCli(['review', '--format', 'json', ...argv], folder);
  const { configurationEffects } = JSON.parse(stdout) as {
    configurationEffects: { kind: string; rule: string; severity: string }[] | null;
  };
  return configurationEffects?.map(({ kind, rule, severity }) => `${kind} ${severity} ${rule}`) ?? null;
}

const off = 'rules: { listener-port-unavailable: off }\n';
const warning = 'rules: { listener-port-unavailable: warning }\n';

describe('a change of the configuration', () => {
  test.each([
    ['that silences a rule', null, off, ['goes error listener-port-unavailable']],
    ['that asks for a rule again', off, '{}\n', ['comes error listener-port-unavailable']],
    ['of a severity', '{}\n', warning, ['severity warning listener-port-unavailable']],
    ['that excludes a path', '{}\n', 'exclude: [prod/gateway.yaml]\n', ['goes error listener-port-unavailable']],
    ['that names the cluster', '{}\n', "clusters: [{ name: other, paths: ['prod/**'] }]\n", []],
    ['that is not valid', '{}\n', 'rules: [\n', null],
    ['that changes nothing', off, off, null],
  ])('%s', async (_, before, after, expected) => {
    expect(await effects(before, after)).toEqual(expected);
  });

  test('that is removed is told what is then found', async () => {
    const folder = repositoryOf({ ...brokenTree, [config]: off });
    rmSync(join(folder, config));
    const { stdout } = await runCli(['review'], folder);
    expect(stdout).toContain(
      'After the merge, by the configuration as this change leaves it:\n  found: prod/gateway.yaml:13 error listener-port-unavailable: ',
    );
  });

  test('is held against the paths, and so is a change of the paths', async () => {
    const named = "clusters: [{ name: prod, paths: ['prod/**'] }]\n";
    const folder = repositoryOf({ ...brokenTree, [config]: named });
    git(folder, 'mv', 'prod', 'production');
    const { stdout } = await runCli(['review'], folder);
    expect(stdout).toContain(
      'configuration without effect:\n  paths of cluster prod: "prod/**" matches no path of the repository any more.\n',
    );
    git(folder, 'commit', '-am', 'moved');
    writeFiles(folder, { [config]: `${named}exclude: [productoin]\n` });
    const { configurationNotes } = JSON.parse(
      (await runCli(['review', '--base', 'HEAD', '--format', 'json'], folder)).stdout,
    ) as { configurationNotes: { pattern: string; nearest: string | null }[] };
    expect(configurationNotes.map(({ pattern, nearest }) => [pattern, nearest])).toEqual([
      ['productoin', 'production'],
      ['prod/**', null],
    ]);
  });

  test('is not asked of a configuration that was given', async () => {
    const folder = repositoryOf(brokenTree);
    writeFiles(folder, { [config]: off });
    const { stdout } = await runCli(['review', '--config', config, '--format', 'json'], folder);
    expect(JSON.parse(stdout)).toHaveProperty('configurationEffects', null);
  });

  test('is told in words', async () => {
    const folder = repositoryOf(brokenTree);
    writeFiles(folder, { [config]: off });
    const { exitCode, stdout } = await runCli(['review'], folder);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'After the merge, by the configuration as this change leaves it:\n  no longer found: prod/gateway.yaml:13 error listener-port-unavailable: ',
    );
    writeFiles(folder, { [config]: 'failOn: warning\n' });
    expect((await runCli(['review', '--format', 'markdown'], folder)).stdout).toContain(
      '- nothing is found differently\n',
    );
  });
});
