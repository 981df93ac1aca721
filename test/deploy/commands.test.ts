import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { realBinary } from '../real-binaries.ts';
import { helm } from './chart.ts';

const root = join(import.meta.dirname, '../..');
const kubectl = realBinary('kubectl');
const page = readFileSync(join(root, 'docs/kubernetes.md'), 'utf8');
const programs = ['docker', 'helm', 'kubectl', 'openssl'];

/** Notes how it was called; the stand-in for every program of the page. */
const standIn = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const { basename } = require('node:path');
appendFileSync(process.env.CALLS, JSON.stringify([basename(process.argv[1]), ...process.argv.slice(2)]) + '\\n');
if (process.argv[1].endsWith('openssl')) console.log('a new secret');
`;

/** A directory as a reader has it: the checkout, the key, the webhook secret. */
function prepared(): string {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-commands-'));
  symlinkSync(join(root, 'deploy'), join(directory, 'deploy'));
  for (const file of ['portcullis.private-key.pem', 'new.private-key.pem', 'webhook-secret'])
    writeFileSync(join(directory, file), `${file}\n`);
  mkdirSync(join(directory, 'bin'));
  for (const program of programs) {
    writeFileSync(join(directory, 'bin', program), standIn);
    chmodSync(join(directory, 'bin', program), 0o755);
  }
  return directory;
}

const directory = prepared();

/** The calls that the commands of the page make, in its order. */
const calls = ((): readonly (readonly string[])[] => {
  const blocks = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = '']) => text);
  const env = { PATH: `${join(directory, 'bin')}:${process.env['PATH'] ?? ''}`, CALLS: join(directory, 'calls') };
  for (const block of blocks) execFileSync('sh', ['-e', '-c', block], { cwd: directory, env });
  const lines = readFileSync(env.CALLS, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as readonly string[]);
})();

/** The releases that its commands make, one after the other: the flags that `helm template` gets for each. */
function releases(): readonly (readonly string[])[] {
  const kept = ['--reuse-values', '--reset-then-reuse-values'];
  const dropped = new Set([
    ...kept,
    '--install',
    '--create-namespace',
    'upgrade',
    'portcullis',
    'deploy/chart/portcullis',
  ]);
  let before: readonly string[] = [];
  return calls
    .filter(([program, command]) => program === 'helm' && command === 'upgrade')
    .map(([, ...argv]) => {
      // The namespace's value is called as the release is.
      const values = argv.flatMap((flag, n) => (flag.startsWith('--set') ? [flag, argv[n + 1] ?? ''] : []));
      const unknown = argv.filter(
        (flag) => flag.startsWith('--') && !flag.startsWith('--set') && flag !== '--namespace' && !dropped.has(flag),
      );
      expect(unknown).toEqual([]);
      before = [...(argv.some((flag) => kept.includes(flag)) ? before : []), ...values];
      return before;
    });
}

describe('the commands of docs/kubernetes.md', () => {
  test('call what they should', () => {
    const count = (program: string): number => calls.filter(([name]) => name === program).length;
    expect(programs.map((program) => [program, count(program) > 0])).toEqual(
      programs.map((program) => [program, true]),
    );
    expect(releases().length).toBeGreaterThan(6);
  });

  test.skipIf(helm === null).each(releases().map((flags, n) => [n + 1, flags] as const))(
    'release %i is one that Helm makes',
    (_, flags) => {
      const argv = ['template', 'portcullis', 'deploy/chart/portcullis', '--namespace', 'portcullis', ...flags];
      const { status, stderr, stdout } = spawnSync(helm ?? '', argv, {
        cwd: directory,
        encoding: 'utf8',
        env: { HOME: directory },
      });
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('image: "registry.example.com/portcullis:0.1.0"');
    },
  );

  test.skipIf(kubectl === null)('the Secret has what the server reads', () => {
    const [, ...argv] = calls.find(([program, ...about]) => program === 'kubectl' && about.includes('secret')) ?? [];
    const flags = [...argv, '--dry-run=client', '--output=yaml'];
    const { stdout } = spawnSync(kubectl ?? '', flags, { cwd: directory, encoding: 'utf8', env: { HOME: directory } });
    const { data } = parse(stdout) as { data: object };
    expect(Object.keys(data).toSorted()).toEqual(['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET']);
  });
});
