/**
 * The steps of release.yml, run for a first release as the runner would: in a copy of the checkout, with stand-ins for
 * docker, gh and the publishing of npm, which write down how they were called. `.ci/run`, the tests, is left out.
 */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toJson } from '../../src/source/json.ts';
import { parseYaml } from '../../src/source/parse.ts';
import { run, type Ran } from './package-registry.ts';

const root = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'portcullis-release-'));
const copy = join(home, 'checkout');
const programs = join(home, 'programs');
const calls = join(home, 'calls');

interface Step {
  readonly run?: string;
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly needs?: string | readonly string[] }>
  >;
}

const workflow = ((): Workflow => {
  const text = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
  const [document] = parseYaml('release.yml', text).documents;
  if (!document?.root) throw new Error('the workflow is empty');
  return toJson(document.root) as unknown as Workflow;
})();

/** A program that writes its words down, and then does what a script says. */
function standIn(name: string, script: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>'${calls}'\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
}

const expressions: Readonly<Record<string, string>> = {
  'github.repository': 'acme/portcullis',
  'github.token': 'token-of-the-run',
  'secrets.NPM_TOKEN': 'token-of-npm',
  'needs.image.outputs.digest': 'ghcr.io/acme/portcullis@sha256:abc',
};

/** Runs the scripts of a job in a folder, up to the first that fails; gives what it ended with, and its outputs. */
async function runJob(name: string, cwd: string, tag = 'v1.0.0'): Promise<Ran & { readonly outputs: string }> {
  const output = join(home, `${name}.output`);
  writeFileSync(output, '');
  let last: Ran = { code: 0, stdout: '', stderr: '' };
  for (const { run: script, env = {} } of workflow.jobs[name]?.steps ?? []) {
    if (script === undefined || script === '.ci/run') continue;
    const own = Object.fromEntries(
      Object.entries(env).map(([key, text]) => [
        key,
        text.replace(/\$\{\{ (\S+) \}\}/g, (_, expression: string) => expressions[expression] ?? ''),
      ]),
    );
    const runner = {
      GITHUB_REF_NAME: tag,
      GITHUB_SHA: 'f'.repeat(40),
      GITHUB_ACTOR: 'octocat',
      GITHUB_OUTPUT: output,
      PATH: `${programs}:${process.env['PATH']}`,
    };
    last = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], cwd, { ...own, ...runner });
    if (last.code !== 0) break;
  }
  return { ...last, outputs: readFileSync(output, 'utf8') };
}

const called = (): readonly string[] => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []);

/** What a job gets of the one before. */
function download(name: string): string {
  const folder = join(home, name);
  cpSync(join(copy, 'release'), folder, { recursive: true });
  return folder;
}

beforeAll(async () => {
  mkdirSync(copy);
  mkdirSync(programs);
  const parts = [
    '.pre-commit-hooks.yaml',
    'app.yml',
    'examples',
    'serverless.yml',
    'CHANGELOG.md',
    'Dockerfile',
    'LICENSE',
    'README.md',
    'action.yml',
    'deploy',
  ];
  const code = ['docs', 'package-lock.json', 'package.json', 'schema', 'scripts', 'src', 'templates', 'test'];
  for (const part of [...parts, ...code, 'tsconfig.json', 'tsconfig.library.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  const prepared = await run(process.execPath, ['scripts/release.ts', 'prepare', '1.0.0'], copy);
  if (prepared.code !== 0) throw new Error(prepared.stderr);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a first release', () => {
  test('leaves no page that speaks of another version', async () => {
    expect(await run(process.execPath, ['scripts/docs.ts', '--check'], copy)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('is refused where the tag is of another version', async () => {
    const { code, stderr } = await runJob('pack', copy, 'v1.0.1');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('not everything states 1.0.1') });
  });

  test('packs what it publishes, with its notes and its checksums', async () => {
    expect(await runJob('pack', copy)).toMatchObject({ code: 0 });
    const packed = readFileSync(join(copy, 'release/portcullis-1.0.0.tgz'));
    const [sum, name] = readFileSync(join(copy, 'release/SHA256SUMS'), 'utf8').trim().split(/\s+/);
    expect([sum, name]).toEqual([createHash('sha256').update(packed).digest('hex'), 'portcullis-1.0.0.tgz']);
    expect(readFileSync(join(copy, 'release/notes.md'), 'utf8')).toMatch(/^### Added\n\n- /);
  });

  test('publishes the package that was packed, with where it was built, and no other', async () => {
    standIn('npm', 'test "$NODE_AUTH_TOKEN" = token-of-npm');
    const folder = download('npm');
    expect(await runJob('npm', folder)).toMatchObject({ code: 0 });
    const publish = 'npm publish ./portcullis-1.0.0.tgz --provenance --access public --ignore-scripts';
    expect(called()).toEqual([publish]);
    appendFileSync(join(folder, 'portcullis-1.0.0.tgz'), 'x');
    expect((await runJob('npm', folder)).code).not.toBe(0);
    expect(called()).toEqual([publish]);
    rmSync(calls);
  });

  test('builds the image on a base with its digest, tries it, and pushes it by version and by major version', async () => {
    standIn(
      'docker',
      `case "$1" in
buildx) echo sha256:base ;;
run) echo 1.0.0 ;;
login) cat >/dev/null ;;
inspect) echo ghcr.io/acme/portcullis@sha256:abc ;;
esac`,
    );
    const { code, outputs } = await runJob('image', copy);
    expect({ code, outputs }).toEqual({ code: 0, outputs: 'digest=ghcr.io/acme/portcullis@sha256:abc\n' });
    const image = 'ghcr.io/acme/portcullis';
    expect(called().filter((call) => /^docker (?:build |push|run)/.test(call))).toEqual([
      expect.stringMatching(
        /^docker build --build-arg NODE=node:[\w.-]+@sha256:base --tag ghcr\.io\/acme\/portcullis:1\.0\.0 \.$/,
      ),
      `docker run --rm --read-only ${image}:1.0.0 portcullis --version`,
      `docker push ${image}:1.0.0`,
      `docker push ${image}:1`,
    ]);
    expect(called().join('\n')).not.toContain('token-of-the-run');
    rmSync(calls);
  });

  test.each([
    ['is moved where it is there', '', 1],
    ['is made where it is not', 'case "$3" in PATCH) exit 1 ;; esac', 2],
  ])(
    'the release has notes, package, checksums and the digest of the image; the tag v1 %s',
    async (_, script, times) => {
      standIn('gh', script);
      const folder = download(`release-${times}`);
      expect(await runJob('release', folder)).toMatchObject({ code: 0 });
      const [create, ...tags] = called();
      expect(create).toBe(
        'gh release create v1.0.0 --verify-tag --title v1.0.0 --notes-file notes.md portcullis-1.0.0.tgz SHA256SUMS',
      );
      expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toContain(
        '\nImage: `ghcr.io/acme/portcullis@sha256:abc`\n',
      );
      const sha = `sha=${'f'.repeat(40)}`;
      expect(tags).toEqual(
        [
          `gh api --method PATCH repos/acme/portcullis/git/refs/tags/v1 -f ${sha} -F force=true`,
          `gh api --method POST repos/acme/portcullis/git/refs -f ref=refs/tags/v1 -f ${sha}`,
        ].slice(0, times),
      );
      rmSync(calls);
    },
  );

  test('publishes nothing before it is packed and tested', () => {
    const { npm, image, release } = workflow.jobs;
    expect([npm?.needs, image?.needs, release?.needs]).toEqual(['pack', 'pack', ['npm', 'image']]);
    expect(workflow.jobs['pack']?.steps.some(({ run: script }) => script === '.ci/run')).toBe(true);
  });
});
