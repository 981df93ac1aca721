import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommandLine, type CommandLine } from '../../../src/kong/flags/command-line.ts';
import { nowhere } from '../model-shorthand.ts';

/** `--on` and `--off` are switches, `--name` and `--list` take a value. */
const shapes = new Map([
  ['on', 'switch'],
  ['off', 'switch'],
  ['name', 'value'],
  ['list', 'value'],
] as const);

function read(...words: readonly string[]): CommandLine {
  return readCommandLine(
    words.map((value) => ({ value, at: nowhere })),
    (flag) => new Map<string, 'switch' | 'value'>(shapes).get(flag) ?? null,
  );
}

/** `on=true name=x`, then the fault: `unexpected-word x`. */
function summary(...words: readonly string[]): string {
  const { flags, fault } = read(...words);
  return [
    ...flags.map(({ name, value }) => `${name}=${value.value}`),
    ...(fault === null ? [] : [`! ${fault.kind} ${fault.word.value}`]),
  ].join(' ');
}

describe('words as cobra and pflag read them', () => {
  test.each<[words: readonly string[], summary: string]>([
    [[], ''],
    [['--on'], 'on=true'],
    [['--on=0', '--on'], 'on=0 on=true'],
    [['--name', 'x'], 'name=x'],
    [['--name=x=y'], 'name=x=y'],
    [['--name='], 'name='],
    [['--name', '--on'], 'name=--on'],
    [['--name', '-1'], 'name=-1'],
    [['--name', '--'], 'name=--'],
    [['--name'], '! value-missing --name'],
    [['x'], '! unexpected-word x'],
    [['--on', 'x'], '! unexpected-word x'],
    // Words are looked at before flags.
    [['--nonsense=1', 'x'], '! unexpected-word x'],
    [['--name=x', '--nonsense', 'x'], 'name=x ! unknown-flag --nonsense'],
    [['--nonsense'], '! unknown-flag --nonsense'],
    [['', '-', '--on'], 'on=true'],
    [['--on', '--', 'x', '--nonsense'], 'on=true'],
    [['-x'], '! flag-syntax -x'],
    [['-name=x'], '! flag-syntax -name=x'],
    [['---on'], '! flag-syntax ---on'],
    [['--=x'], '! flag-syntax --=x'],
    [['version'], '! other-command version'],
    [['--on', 'help'], '! other-command help'],
    [['x', 'version'], '! unexpected-word x'],
    [['--name=x', '--help'], 'name=x ! other-command --help'],
    [['-h'], '! other-command -h'],
  ])('%j', (words, expected) => {
    expect(summary(...words)).toBe(expected);
  });

  test('a value behind a switch is told with the switch', () => {
    expect(read('--on', 'false').fault).toMatchObject({ kind: 'unexpected-word', behind: { value: '--on' } });
    expect(read('--on=1', 'false').fault).toMatchObject({ kind: 'unexpected-word', behind: null });
  });
});

const given = fc.oneof(
  fc.record({ name: fc.constantFrom('on', 'off'), value: fc.constantFrom('true', '1', ''), apart: fc.constant(false) }),
  fc.record({ name: fc.constantFrom('name', 'list'), value: fc.string(), apart: fc.boolean() }),
);

test('whatever is written as flags is read as these flags, and nothing behind two dashes', () => {
  fc.assert(
    fc.property(fc.array(given), fc.array(fc.string()), (flags, behind) => {
      const words = flags.flatMap(({ name, value, apart }) => (apart ? [`--${name}`, value] : [`--${name}=${value}`]));
      const found = read(...words, '--', ...behind);
      expect(found.fault).toBeNull();
      expect(found.flags.map(({ name, value }) => [name, value.value])).toEqual(
        flags.map(({ name, value }) => [name, value]),
      );
    }),
  );
});

test('any words are read, and a fault stands at one of them', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('--on', '--name', '--', '-', '--x', '--name=1', 'help', '-h'));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const { flags, fault } = read(...words);
      expect(flags.length).toBeLessThanOrEqual(words.length);
      expect(fault === null || words.includes(fault.word.value)).toBe(true);
    }),
  );
});
