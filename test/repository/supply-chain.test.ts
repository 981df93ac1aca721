import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { parseYaml } from '../../src/source/parse.ts';
import { toJson } from '../../src/source/json.ts';
import type { Node } from '../../src/source/node.ts';
import { readAction } from './action-file.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Locked {
  readonly integrity?: string;
  readonly link?: true;
  readonly inBundle?: true;
  readonly dev?: true;
  readonly hasInstallScript?: true;
}

const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
const installed = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
const named = (fits: (each: Locked) => boolean): readonly string[] =>
  installed.filter(([, each]) => fits(each)).map(([path]) => path);

describe('what is installed', () => {
  test('is known by its digest', () => {
    expect(named(({ integrity, link, inBundle }) => !integrity && !link && !inBundle)).toEqual([]);
  });

  test('needs no script of a dependency to run', () => {
    expect(named(({ dev, hasInstallScript }) => !dev && hasInstallScript === true)).toEqual([]);
  });

  test('is stated by exact versions', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+$|^file:/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

test.each(readdirSync(new URL('.github/workflows/', root)))('every action of %s is pinned by digest', (file) => {
  const used = [...read(`.github/workflows/${file}`).matchAll(/uses:\s*(\S+)/g)].map(([, name = '']) => name);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
});

describe('the ways in', () => {
  const { defaults, steps, uses } = readAction();

  test('the action uses what is pinned by digest', () => {
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
  });

  test('no script of the action holds an expression, which would be run as it is written', () => {
    expect(steps.filter(({ run }) => run.includes('${{'))).toEqual([]);
  });

  test('all take the version of this package', () => {
    const pages = ['npx', 'gitlab', 'other-pipelines', 'npm'].map((page) => `docs/${page}.md`);
    const files = ['.pre-commit-hooks.yaml', 'templates/portcullis.gitlab-ci.yml', ...pages];
    const versions = files.flatMap((file) =>
      [...read(file).matchAll(/portcullis@(\d[\w.]*)/g)].map(([, found]) => found),
    );
    expect(versions.length).toBeGreaterThanOrEqual(files.length);
    expect([...new Set([...versions, defaults['version']])]).toEqual([packageJson.version]);
  });
});

function rootOf(file: string, text: string): Node {
  const found = parseYaml(file, text).documents[0]?.root;
  if (found === undefined) throw new Error(`${file} is empty`);
  return found;
}

test.each(['app.yml', 'app-with-fixes.yml'])('every permission of %s has a reason beside it', (file) => {
  const text = read(file);
  const { default_permissions: permissions } = toJson(rootOf(file, text)) as {
    readonly default_permissions: Readonly<Record<string, string>>;
  };
  const lines = text.split('\n');
  const without = Object.keys(permissions).filter((name) => {
    const at = lines.findIndex((line) => line.startsWith(`  ${name}:`));
    return !/^ {2}# \S/.test(lines[at - 1] ?? '');
  });
  expect([Object.keys(permissions).length > 3, without]).toEqual([true, []]);
});
