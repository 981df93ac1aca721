import { chmodSync, cpSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { soundTree } from './example-tree.ts';
import { folderOf, git, repositoryOf, runCli, writeFiles } from './run-cli.ts';

const sound = soundTree['prod/class.yaml'] ?? '';
const annotation = "  annotations:\n    konghq.com/gatewayclass-unmanaged: 'true'\n";
const added = '  annotations:\n    konghq.com/gatewayclass-unmanaged: "true"\n';
const without = sound.replace(annotation, '');

/** A class whose controller ignores its Gateways. */
const broken = { ...soundTree, 'prod/class.yaml': without };

const classIn = (folder: string): string => readFileSync(join(folder, 'prod/class.yaml'), 'utf8');

describe('check --fix', () => {
  test('writes what is proven, reports what is left, and ends as that does', async () => {
    const folder = folderOf(broken);
    expect(await runCli(['check', '--fix'], folder)).toEqual({
      exitCode: 0,
      stdout: 'No findings.\nLooked at 1 cluster, 1 Gateway, 1 listener.\n',
      stderr: 'portcullis: fixed 1 finding in 1 file:\n  prod/class.yaml:4  gateway-class-not-unmanaged\n',
    });
    expect(classIn(folder)).toBe(without.replace('  name: kong\n', `  name: kong\n${added}`));
    expect((await runCli(['check', '--fix'], folder)).stderr).toBe(
      'portcullis: nothing to fix: no finding has a proven suggestion.\n',
    );
  });

  test('counts what goes with the finding that a suggestion stands at', async () => {
    const folder = folderOf({});
    cpSync(join(import.meta.dirname, '../trees/values-stray-controller-name'), folder, { recursive: true });
    expect((await runCli(['check', '--fix'], folder)).stderr).toBe(
      'portcullis: fixed 2 findings in 1 file:\n  gateway.yaml:8  controller-name-mismatch\n  kong.yaml:27  controller-name-shared\n',
    );
    expect((await runCli(['check'], folder)).stdout).toMatch(/^No findings\./);
  });

  test('keeps line endings, a byte order mark and the permissions', async () => {
    const text = `\uFEFF${without.replaceAll('\n', '\r\n')}`;
    const folder = folderOf({ ...soundTree, 'prod/class.yaml': text });
    const file = join(folder, 'prod/class.yaml');
    chmodSync(file, 0o750);
    const { mode } = statSync(file);
    await runCli(['check', '--fix'], folder);
    expect(classIn(folder)).toBe(text.replace('  name: kong\r\n', `  name: kong\r\n${added.replaceAll('\n', '\r\n')}`));
    expect(statSync(file).mode).toBe(mode);
  });

  test('writes nothing through a symbolic link', async () => {
    const elsewhere = folderOf(broken);
    const folder = folderOf({ 'kustomization.yaml': 'resources: [prod]\n' });
    symlinkSync(join(elsewhere, 'prod'), join(folder, 'prod'), 'junction');
    await runCli(['check', '--fix'], folder);
    expect(classIn(elsewhere)).toBe(without);
  });

  test('writes nothing where a link of the repository is what was named', async () => {
    const [elsewhere, folder] = [folderOf(broken), repositoryOf({ 'README.md': '' })];
    symlinkSync(elsewhere, join(folder, 'clusters'), 'junction');
    expect(await runCli(['check', 'clusters', '--fix'], folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is a symbolic link of the repository'),
    });
    expect(classIn(elsewhere)).toBe(without);
  });

  test('writes where a link outside of any repository leads', async () => {
    const [elsewhere, cwd] = [folderOf(broken), folderOf({})];
    symlinkSync(elsewhere, join(cwd, 'gitops'), 'junction');
    expect((await runCli(['check', 'gitops', '--fix'], cwd)).exitCode).toBe(0);
  });

  test('tells what it leaves out because of the part that was given', async () => {
    const listener = '    - { name: postgres, port: 5432, protocol: TCP }\n';
    const stream = '        stream:\n          - { containerPort: 5353, servicePort: 5353, protocol: UDP }\n';
    const folder = repositoryOf({
      ...soundTree,
      'prod/gateway.yaml': `${soundTree['prod/gateway.yaml']}${listener}`,
      'prod/kong.yaml': `${soundTree['prod/kong.yaml']}${stream}`,
    });
    expect((await runCli(['check', 'prod/gateway.yaml', '--fix'], folder)).stderr).toMatch(
      /^portcullis: nothing is written\.\nportcullis: left out, because it changes files outside of what was given:\n/,
    );
  });

  test('of one rule alone', async () => {
    const folder = folderOf(broken);
    const { stderr } = await runCli(['check', '--fix', '--rule', 'listener-conflict'], folder);
    expect(stderr).toContain('nothing to fix');
    expect(classIn(folder)).toBe(without);
  });

  test.each(['\n', '\r\n'])('--dry-run prints what git can apply, and writes nothing (%j)', async (ending) => {
    const text = without.replaceAll('\n', ending);
    const folder = repositoryOf({ ...soundTree, 'prod/class.yaml': text });
    const { exitCode, stdout, stderr } = await runCli(['check', '--fix', '--dry-run'], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^portcullis: would fix 1 finding/),
    });
    expect(classIn(folder)).toBe(text);
    writeFiles(folder, { '../fix.diff': stdout });
    git(folder, 'apply', '../fix.diff');
    rmSync(join(folder, '../fix.diff'));
    expect(classIn(folder)).toBe(
      text.replace('  name: kong\n'.replace('\n', ending), `  name: kong\n${added}`.replaceAll('\n', ending)),
    );
  });
});

describe('review --fix', () => {
  test('fixes what the change introduces', async () => {
    const folder = repositoryOf(soundTree);
    writeFiles(folder, broken);
    const { exitCode, stderr } = await runCli(['review', '--fix'], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/^portcullis: fixed 1 finding/),
    });
    expect(classIn(folder)).toBe(without.replace('  name: kong\n', `  name: kong\n${added}`));
  });

  test('leaves what was wrong before', async () => {
    const folder = repositoryOf(broken);
    const { stderr } = await runCli(['review', '--fix'], folder);
    expect(stderr).toContain('nothing to fix');
    expect(classIn(folder)).toBe(without);
  });

  test('writes into a work tree whose line endings git converts', async () => {
    const folder = repositoryOf(soundTree);
    git(folder, 'config', 'core.autocrlf', 'true');
    writeFiles(folder, { 'prod/class.yaml': without.replaceAll('\n', '\r\n') });
    git(folder, 'add', '.');
    git(folder, 'commit', '-m', 'broken');
    await runCli(['review', '--base', 'HEAD~1', '--fix'], folder);
    expect(classIn(folder)).toContain('  annotations:\r\n    konghq.com/gatewayclass-unmanaged: "true"\r\n');
  });

  test.each([
    [
      ['--head', 'HEAD'],
      /^portcullis: --fix writes into the working tree, which --head does not review; leave it out\.$/m,
    ],
    [['--merge'], /--merge does not review/],
    [['--pr', 'a/b#1'], /--pr does not review/],
  ])('is refused with %j', async (more, message) => {
    const { exitCode, stderr } = await runCli(['review', '--fix', ...more], repositoryOf(soundTree));
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });
});
