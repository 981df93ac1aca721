import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { brokenTree } from '../cli/example-tree.ts';
import { writeFiles } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '../..');
/** An empty folder of somebody who has only the packed package. */
const folder = mkdtempSync(join(tmpdir(), 'portcullis-npm-'));
const tarball = join(folder, `portcullis-${packageJson.version}.tgz`);
const installed = join(folder, 'node_modules/portcullis');

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing comes from a registry. */
const env = { ...process.env, npm_config_offline: 'true', npm_config_cache: join(folder, 'cache') };

const run = (command: string, ...argv: readonly string[]): Ran =>
  spawnSync(command, argv, { cwd: folder, env, encoding: 'utf8' });

beforeAll(() => {
  const packed = spawnSync(process.execPath, [join(root, 'scripts/npm-package.ts'), folder], { encoding: 'utf8' });
  if (packed.status !== 0) throw new Error(packed.stderr);
  writeFiles(join(folder, 'tree'), brokenTree);
  writeFiles(folder, { 'package.json': '{ "type": "module" }' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package', () => {
  test('runs from an empty folder with npx', () => {
    const { status, stdout, stderr } = run('npx', '--yes', `./${basename(tarball)}`, 'check', 'tree');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('gateway.yaml:13:13  error  listener-port-unavailable');
  });

  test('installs as one package of less than 5 MB that runs nothing', () => {
    expect(run('npm', 'install', '--no-audit', '--no-fund', tarball)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['portcullis']);
    const manifest: unknown = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies', 'scripts'])
      expect(manifest).not.toHaveProperty(field);
    const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000);
    const names = readdirSync(installed).toSorted();
    expect(names).toEqual(['LICENSE', 'README.md', 'THIRD-PARTY-LICENSES.txt', 'dist', 'package.json', 'schema']);
  });

  test('brings the licences of what it holds', () => {
    const text = readFileSync(join(installed, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['yaml', 'commander', 'ajv', 'semver', '@noble/hashes'])
      expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\(\\S+\\)\n\n\\S`, 'm'));
  });

  test('says one sentence on a Node that is too old', () => {
    const old = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.1.0'})";
    const { status, stdout, stderr } = run(process.execPath, '--import', old, join(installed, 'dist/cli.mjs'), 'check');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^portcullis: needs Node 22\.20 or newer, and this is v\S+\n$/);
  });

  test('does what the page about the library shows', () => {
    const page = readFileSync(join(root, 'docs/library.md'), 'utf8');
    const [, code = '', printed = ''] = /^```js\n([^]*?)^```\n\nprints\n\n```text\n([^]*?)^```/m.exec(page) ?? [];
    writeFiles(folder, { 'example.js': code });
    expect(run(process.execPath, 'example.js')).toMatchObject({ status: 0, stdout: printed, stderr: '' });
  });

  test('has types that a strict program takes', () => {
    const program = `import { check, predict, review, rules, formats, type Finding, type Result } from 'portcullis';
const result: Result = check({ 'a.yaml': '' }, { failOn: 'never', today: '2026-01-01' });
const finding: Finding | undefined = review({}, {}).report.findings[0];
export const text: Promise<string> = result.print(formats[0] ?? 'text');
export const all = [finding?.rule, predict({}).clusters[0]?.name, rules[0]?.id];
`;
    writeFiles(folder, { 'program.ts': program });
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', '', 'program.ts'];
    expect(run(process.execPath, compiler, ...options)).toMatchObject({ status: 0, stdout: '' });
  });
});

test('the library runs where there is no Node', async () => {
  const contents = "import * as portcullis from 'portcullis'; globalThis.portcullis = portcullis;";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    logLevel: 'silent',
  });
  const context = createContext({ files: brokenTree, TextDecoder, TextEncoder });
  runInContext(outputFiles[0]?.text ?? '', context);
  const printed: unknown = await runInContext(
    'Promise.all(portcullis.formats.map((format) => portcullis.check(files).print(format)))',
    context,
  );
  expect(printed).toHaveLength(10);
  expect(String(printed)).toContain('listener-port-unavailable');
});
