/**
 * The command line with the paths of Windows: what Node gives there in the place of `path`, a disk whose files have drive
 * letters, and a git that prints slashes. No bash, and no symbolic link.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { describe, expect, test, vi } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { folderOf, git, repositoryOf, runCli, writeFiles, type Outcome } from './run-cli.ts';

const windows = vi.hoisted(() => ({ isOn: false }));

/** `C:\a\b` as the disk of this machine has it; anything else as it is. */
const here = vi.hoisted(() => (path: unknown): unknown => {
  if (typeof path !== 'string' || !/^[A-Za-z]:/.test(path)) return path;
  return path.slice(2).replaceAll('\\', '/') || '/';
});

/** What this machine calls `/a/b`, on a drive. */
const there = vi.hoisted(
  () =>
    (path: string, drive = 'C:') =>
      `${drive}${path.replaceAll('/', '\\')}`,
);

vi.mock('node:path', async (original) => {
  const real = await original<typeof import('node:path')>();
  const chosen = (name: keyof typeof real.win32): unknown => (windows.isOn ? real.win32[name] : real.posix[name]);
  const called =
    (name: 'join' | 'resolve' | 'relative' | 'normalize' | 'dirname' | 'basename' | 'isAbsolute' | 'parse') =>
    (...words: readonly string[]) =>
      (chosen(name) as (...words: readonly string[]) => unknown)(...words);
  const names = ['join', 'resolve', 'relative', 'normalize', 'dirname', 'basename', 'isAbsolute', 'parse'] as const;
  return {
    ...Object.fromEntries(names.map((name) => [name, called(name)])),
    get sep() {
      return chosen('sep');
    },
  };
});

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const wrapped = Object.entries(real).map(([name, value]) => {
    if (typeof value !== 'function' || !name.endsWith('Sync')) return [name, value] as const;
    const call = value as (...words: readonly unknown[]) => unknown;
    return [name, (...words: readonly unknown[]) => call(...words.map(here))] as const;
  });
  // The first keeps the drive as it was typed, the other tells what the disk calls it.
  const spelt = (path: string): string => there(real.realpathSync(here(path) as string), path.slice(0, 2));
  const native = (path: string): string => there(real.realpathSync(here(path) as string));
  const onWindows = Object.assign((path: string) => (windows.isOn ? spelt(path) : real.realpathSync(path)), {
    native: (path: string) => (windows.isOn ? native(path) : real.realpathSync(path)),
  });
  const mkdtempSync = (prefix: string): string => {
    const made = real.mkdtempSync(here(prefix) as string);
    return windows.isOn ? there(made) : made;
  };
  return { ...Object.fromEntries(wrapped), realpathSync: onWindows, mkdtempSync };
});

vi.mock('node:os', async (original) => {
  const real = await original<typeof import('node:os')>();
  return { ...real, tmpdir: () => (windows.isOn ? there(real.tmpdir()) : real.tmpdir()) };
});

vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>();
  const spawnSync = (command: string, words: readonly string[], options: { readonly cwd: string }): unknown => {
    if (!windows.isOn) return real.spawnSync(command, words, options);
    if (command !== 'git') throw new Error(`${command} is not to be had on Windows`);
    const done = real.spawnSync(
      command,
      words.map((word) => here(word) as string),
      {
        ...options,
        cwd: here(options.cwd) as string,
      },
    );
    const isPath = words.includes('--show-toplevel');
    return isPath && done.status === 0 ? { ...done, stdout: Buffer.from(`C:${String(done.stdout)}`) } : done;
  };
  return { ...real, spawnSync };
});

const onWindows = async (folder: string, argv: readonly string[], drive = 'C:'): Promise<Outcome> => {
  windows.isOn = true;
  try {
    return await runCli(argv, there(folder, drive));
  } finally {
    windows.isOn = false;
  }
};

const placesIn = ({ stdout }: Outcome): readonly string[] => {
  const { findings } = JSON.parse(stdout) as { findings: { path: string; line: number; rule: string }[] };
  return findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
};

const inCrLf = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));

const lost = ['gitops/prod/gateway.yaml:13 listener-port-unavailable'];
const monorepo = (): string =>
  repositoryOf(inCrLf(Object.fromEntries(Object.entries(brokenTree).map(([path, text]) => [`gitops/${path}`, text]))));

describe('with the paths of Windows', () => {
  test.each([
    ['everything', ['check']],
    ['a folder', ['check', 'gitops\\prod']],
    ['a folder with slashes', ['check', 'gitops/prod']],
    ['a file', ['check', 'gitops\\prod\\gateway.yaml']],
    ['a file from where one is', ['check', '.\\gitops\\..\\gitops\\prod\\gateway.yaml']],
  ])('check tells paths of the repository: %s', async (_, argv) => {
    expect(placesIn(await onWindows(monorepo(), [...argv, '--format', 'json']))).toEqual(lost);
  });

  test('an absolute path is one, on a drive that is spelt either way', async () => {
    const folder = monorepo();
    const argv = ['check', there(join(folder, 'gitops'), 'c:'), '--format', 'json'];
    expect(placesIn(await onWindows(folder, argv, 'c:'))).toEqual(lost);
    expect(placesIn(await onWindows(folder, argv, 'C:'))).toEqual(lost);
  });

  test('a folder that git does not know is judged as it stands', async () => {
    expect(placesIn(await onWindows(folderOf(inCrLf(brokenTree)), ['check', 'prod', '--format', 'json']))).toEqual([
      'gateway.yaml:13 listener-port-unavailable',
    ]);
  });

  test.each([[[]], [['--merge']], [['--exact', '--base', 'main']]])('review compares commits: %j', async (argv) => {
    const folder = repositoryOf(inCrLf(soundTree));
    git(folder, 'switch', '-c', 'change');
    writeFiles(folder, inCrLf(brokenTree));
    git(folder, 'commit', '-am', 'broken');
    const { exitCode, stdout, stderr } = await onWindows(folder, ['review', '.', '--format', 'json', ...argv]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toContain('"path": "prod/gateway.yaml"');
  });

  test('reports, baselines and configurations are files by their own paths', async () => {
    const folder = repositoryOf(inCrLf({ ...brokenTree, 'settings/own.yml': 'failOn: never\n' }));
    const outputs = ['--output', 'json=.\\report.json', '--output', `sarif=${there(join(folder, 'report.sarif'))}`];
    const argv = ['check', '--config', 'settings\\own.yml', '--baseline', 'settings\\known.json', ...outputs];
    expect(await onWindows(folder, argv)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toContain('"path": "prod/gateway.yaml"');
    expect(readFileSync(join(folder, 'report.sarif'), 'utf8')).toContain('"uri": "prod/gateway.yaml"');
    expect(readFileSync(join(folder, 'settings/known.json'), 'utf8')).toContain('"path": "prod/gateway.yaml"');
  });

  test('--fix writes with the line endings that are there', async () => {
    const sound = soundTree['prod/class.yaml'] ?? '';
    const folder = repositoryOf(
      inCrLf({ ...soundTree, 'prod/class.yaml': sound.replace(/ {2}annotations:\n.*\n/, '') }),
    );
    const { exitCode, stderr } = await onWindows(folder, ['check', 'prod\\class.yaml', '--fix']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('fixed 1 finding in 1 file') });
    const text = readFileSync(join(folder, 'prod/class.yaml'), 'utf8');
    expect(text).toContain('gatewayclass-unmanaged: "true"\r\n');
    expect(text).not.toMatch(/[^\r]\n/);
  });

  test('values, map, init and config take them', async () => {
    const folder = repositoryOf(inCrLf({ ...soundTree, 'apps/values.yaml': 'proxy:\n  type: ClusterIP\n' }));
    const values = await onWindows(folder, ['values', 'apps\\values.yaml', '--chart', 'kong/kong']);
    expect(values).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await onWindows(folder, ['map', '.\\prod'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await onWindows(folder, ['init', '.'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await onWindows(folder, ['config', '.github\\portcullis.yml'])).toMatchObject({ exitCode: 0 });
  });

  test('a file of values that is not there is called as it was typed', async () => {
    const { exitCode, stderr } = await onWindows(folderOf({}), ['values', 'no\\values.yaml', '--chart', 'kong/kong']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'portcullis: no\\values.yaml cannot be read: no such file or directory\n',
    });
  });
});
