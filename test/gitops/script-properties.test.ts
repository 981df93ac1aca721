import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import type { Release } from '../../src/gitops/model/release.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

function releasesOf(path: string, text: string): readonly Release[] {
  return discoverClusters(sourcesOf({ [path]: text, 'v.yaml': 'a: 1\n' }), defaultConfig).clusters.flatMap(
    ({ releases }) => releases,
  );
}

const command = fc
  .tuple(
    fc.constantFrom('helm install', 'helm upgrade --install', 'helm upgrade -i'),
    fc.array(fc.constantFrom('-f v.yaml', '--set a=2', '--wait', '--version 3.4.1', '-n kong'), { maxLength: 4 }),
  )
  .map(([verb, flags]) => `${verb} kong kong/kong ${flags.join(' ')}`.trimEnd());

/** Ways in which a command is only spoken of; each holds for whatever is spoken of within it as well. */
const speaking: readonly ((text: string) => string)[] = [
  (text) => `echo ${single(text)}`,
  (text) => `printf '%s\\n' ${single(text)} >&2`,
  (text) => text.replaceAll(/^/gm, '# '),
  (text) => `cat <<'MARK${text.length}'\n${text}\nMARK${text.length}\n`,
  (text) => `cat > "$OUT" <<-'MARK${text.length}'\n${text}\nMARK${text.length}\n`,
  (text) => `usage=${single(text)}`,
  (text) => `die() {\n  echo ${single(text)}\n  exit 1\n}\n[ -n "$1" ] || die`,
  (text) => `: ${single(text)}`,
  (text) => `log ${single(text)} | tee log`,
  (text) => `ssh "$HOST" ${single(text)}`,
  (text) => `if [ "$1" = ${single(text)} ]; then true; fi`,
  (text) => `case ${single(text)} in *) ;; esac`,
];

function single(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

const around = fc.constantFrom('set -euo pipefail', 'NS=kong', 'helm repo update', 'kubectl get pods', 'cd deploy', '');

test('a command that is only spoken of installs nothing', () => {
  fc.assert(
    fc.property(
      command,
      fc.array(fc.nat(speaking.length - 1), { minLength: 1, maxLength: 3 }),
      fc.array(around, { maxLength: 3 }),
      (text, ways, lines) => {
        const wrapped = ways.reduce((inner, way) => (speaking[way] ?? String)(inner), text);
        const script = ['#!/bin/bash', ...lines, wrapped, ...lines, ''].join('\n');
        expect(releasesOf('a.sh', script)).toEqual([]);
        const recipe = script.replaceAll('$', '$$$$').replaceAll(/^/gm, '\t');
        expect(releasesOf('Makefile', wrapped.includes('\n') ? '' : `all:\n${recipe}\n`)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

const shellWords = [
  '$X',
  '"$@"',
  '$*',
  '"${ARGS[@]}"',
  '${X:-}',
  '${X:+--set a=1}',
  '$(x)',
  '`x`',
  '"$(x)"',
  '*',
  '{a,b}',
];

test('a word that only the shell knows makes the values unknown', () => {
  fc.assert(
    fc.property(command, fc.constantFrom(...shellWords), fc.nat(20), (text, word, at) => {
      const words = text.split(' ');
      // Behind the action; what stands behind `-n` or `--version` names no values.
      const place = Math.min(text.includes(' -i ') || text.includes('--install') ? 3 + at : 2 + at, words.length);
      fc.pre(!['-n', '--version', '-f', '--set'].includes(words[place - 1] ?? ''));
      const script = [...words.slice(0, place), word, ...words.slice(place)].join(' ');
      for (const release of releasesOf('a.sh', `${script}\n`)) expect(release.unverified).not.toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('a word that Make or a workflow fills in makes the values unknown', () => {
  fc.assert(
    fc.property(command, fc.constantFrom('X', 'inputs.args', 'matrix.flags'), (text, name) => {
      const workflow = `jobs:\n  a:\n    steps:\n    - run: ${text} \${{ ${name} }}\n`;
      const all = [
        ...releasesOf('Makefile', `all:\n\t${text} $(${name})\n`),
        ...releasesOf('.github/workflows/a.yml', workflow),
      ];
      expect(all.map(({ unverified }) => unverified?.cause)).toEqual(['unknown-value', 'unknown-value']);
    }),
    { numRuns: 50 },
  );
});

const pieces = [
  'helm install kong kong/kong ',
  'if ',
  'then ',
  'fi',
  '$(',
  ')',
  '`',
  '"',
  "'",
  '<<EOF\n',
  'EOF\n',
  '${',
  '}',
  '{ ',
  ';',
  '\n',
  '|',
  '&&',
  '((',
  '[[ ',
  '\\',
  'case x in ',
  'esac',
  'f() ',
  'f ',
  '"$@"',
  'A=(',
  '#',
  'for i in ',
  'do ',
  'done',
  '\t',
  'all:\n\t',
  '$(X',
  '$$',
  '{{',
  '}}',
  'define x\n',
  'endef\n',
  '\r\n',
  'resource "helm_release" "kong" {',
  '%{ if ',
  '= [',
  '<<-E\n',
  'E\n',
  'chart = "kong"',
  '/*',
  '*/',
  '? ',
  ': ',
  'for',
  'coproc ',
  'time ',
];

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('a.sh', 'Makefile', 'justfile', 'a.tf'),
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 60 }),
      fc.integer({ min: 1, max: 200 }),
      (path, parts, times) => {
        const read = (text: string): unknown => releasesOf(path, `# helm helm_release kong\n${text}`);
        expect(() => read(parts.join(''))).not.toThrow();
        expect(() => read((parts[0] ?? '').repeat(times) + parts.join(''))).not.toThrow();
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  ['a.sh', (i: number) => `A${i + 1}="$A${i}$A${i}"`, 'A0=aaaa\n', 'helm install "$A60" kong/kong\n'],
  [
    'a.tf',
    (i: number) => `locals {\n  a${i + 1} = "\${local.a${i}}\${local.a${i}}"\n}`,
    'locals {\n  a0 = "aaaa"\n}\n',
    'resource "helm_release" "a" {\n  name = local.a60\n  chart = "kong"\n  repository = "https://charts.konghq.com"\n}\n',
  ],
])('values that double with every line of %s are not known', (path, doubling, first, use) => {
  const text = `${first}${Array.from({ length: 60 }, (_, i) => doubling(i)).join('\n')}\n${use}`;
  expect(releasesOf(path, text).map(({ name }) => name.certainty)).toEqual(['unknown']);
});
