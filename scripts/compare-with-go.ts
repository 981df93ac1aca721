/**
 * Holds the reading of flags, literals, regular expressions and PEM against Go, pflag and cobra on random texts: `node scripts/compare-with-go.ts`.
 * Needs Go and, the first time, its module proxy.
 */
import { spawnSync } from 'node:child_process';
import { readCommandLine } from '../src/kong/flags/command-line.ts';
import { isFloat32, isInt, isUint, readBoolean, readList } from '../src/kong/flags/go-literals.ts';
import { durationOf } from '../src/kubernetes/schema/model/duration.ts';
import { flagsOf } from '../src/kong/flags/releases.ts';
import { pemIn } from '../src/gatewayapi/pem.ts';
import { compileRegex } from '../src/kustomize/regex.ts';

const folder = `${import.meta.dirname}/compare-with-go`;
const rounds = Number(process.argv[2] ?? 20_000);

const literalPieces =
  '0 1 7 9 a f x 0x 0b 0o _ . e E p + - inf nan ns us µs ms s m h " "" , 10 3.4e38 3.5e38 true T 1h 1.5 9223372036854775807 18446744073709551616'
    .split(' ')
    .concat(' ', '\n', '\r\n');
const pemPieces =
  '-----BEGIN A-----|-----BEGIN B-----|-----END A-----|-----END B-----|-----BEGIN |-----END |-----|\n|\n|\n|\r\n| |\t|QUJD|QUI=|Q|=|: x|K: v\n|\nQUJD\n'.split(
    '|',
  );
const regexPieces =
  'a b . - \\d \\W \\b ^ $ \\z \\Z [a-c] [^a] [[:alpha:]] []a] \\pL \\p{Greek} \\x41 \\Q.*\\E (?i) (?s) (?m) (?i: (?P<n> (?<m> ( ) | * + ? *? {2} {1,3} {,2} { ] \\ é ß K \\1 \\C (?= \\- \\07 [z-a] {1001} \\v'
    .split(' ')
    .concat('\n');
const regexTexts = [
  '',
  'a',
  'b',
  'A',
  'k',
  'é',
  'É',
  'ß',
  'ẞ',
  'Ω',
  'a\nb',
  '\u2028',
  'a.b',
  '.*',
  'aa',
  'aaa',
  '-',
  '\\',
  '😀',
];
const release = '3.5.13';
const words =
  '--publish-service --publish-service=a/b --update-status --update-status=false --dump-config=x --nonsense --nonsense=1 a/b true false -1 -- - -x -h --help version help x --=a ---x --sync-period'
    .split(' ')
    .concat('');

let state = 1;
/** A small generator of its own, so that every run asks the same. */
function pick<T>(items: readonly T[]): T {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  const item = items[Math.floor((state / 2_147_483_648) * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function several<T>(items: readonly T[], most: number): readonly T[] {
  return Array.from({ length: pick(Array.from({ length: most }, (_, index) => index)) }, () => pick(items));
}

const types = flagsOf(release);
const flags = Object.fromEntries(types);

type Question =
  | { readonly text: string }
  | { readonly words: readonly string[]; readonly flags: typeof flags }
  | { readonly pattern: string; readonly texts: readonly string[] };

const questions = Array.from({ length: rounds }, (_, index): Question => {
  if (index % 4 === 0) return { text: several(literalPieces, 7).join('') };
  if (index % 4 === 1) return { pattern: several(regexPieces, 6).join(''), texts: regexTexts };
  return index % 4 === 2 ? { text: several(pemPieces, 12).join('') } : { words: several(words, 6), flags };
});

function own(question: Question): unknown {
  if ('text' in question) {
    const { text } = question;
    return {
      bool: readBoolean(text) !== null,
      duration: durationOf(text),
      float32: isFloat32(text),
      int: isInt(text),
      list: readList(text),
      pem: pemIn(text, false),
      uint: isUint(text),
    };
  }
  if ('pattern' in question) {
    const regex = compileRegex(question.pattern);
    return regex && question.texts.map((text) => regex.test(text));
  }
  const at = { default: 'here' };
  const read = readCommandLine(
    question.words.map((value) => ({ value, at })),
    (flag) => (types.has(flag) ? (types.get(flag) === 'bool' ? 'switch' : 'value') : null),
  );
  const isBad = read.flags.some(({ name, value }) => types.get(name) === 'bool' && readBoolean(value.value) === null);
  if (read.fault !== null || isBad) return null;
  const values = read.flags.map(({ name, value }): [string, string] => [
    name,
    types.get(name) === 'bool' ? String(readBoolean(value.value)) : value.value,
  ]);
  return Object.fromEntries(new Map(values.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))));
}

if (spawnSync('go', ['version']).status !== 0) {
  console.error('compare-with-go: Go is not installed, so nothing was compared');
  process.exit(1);
}
const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
const { status, stdout, stderr } = spawnSync('go', ['run', '.'], {
  cwd: folder,
  input,
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
if (status !== 0) {
  console.error(`compare-with-go: the program in ${folder} does not run, so nothing was compared\n${stderr}`);
  process.exit(1);
}
const answers = stdout.trimEnd().split('\n');
const wrong = questions.flatMap((question, index) => {
  const theirs = answers[index] ?? '';
  const ours = JSON.stringify(own(question));
  return theirs === ours ? [] : [`${JSON.stringify(question)}\n  Go:  ${theirs}\n  we:  ${ours}`];
});
for (const each of wrong.slice(0, 20)) console.log(each);
console.log(`${String(questions.length - wrong.length)} of ${String(questions.length)} agree`);
process.exitCode = wrong.length === 0 ? 0 : 1;
