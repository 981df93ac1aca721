import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeRunner, type Notation } from '../../src/report/escape/escape-runner.ts';

/** What a runner takes for an order. */
export const isCommand = (line: string): boolean => /^\s*::/.test(line) || /##\w*\[/.test(line);

const hostile = fc.array(
  fc.constantFrom(
    '##[',
    '##vso[',
    '#',
    '##',
    '::',
    ':',
    '[error]',
    'add-mask',
    ' ',
    '\u00a0',
    '\u3000',
    '\n',
    '\r',
    'a',
  ),
  { maxLength: 20 },
);

describe('text for the log of a runner', () => {
  test.each<[Notation, string, string]>([
    ['text', 'a ##[error]b', 'a # #[error]b'],
    ['text', '  ::stop-commands::x', '  : :stop-commands::x'],
    ['text', '\u00a0::warning::x', '\u00a0: :warning::x'],
    ['text', 'kong::edge and ## heading', 'kong::edge and ## heading'],
    ['text', '##vso[task.setvariable]', '# #vso[task.setvariable]'],
    ['json', '"##[group]"', '"#\\u0023[group]"'],
    ['xml', '<a b="##[group]">\n::x</a>', '<a b="#&#35;[group]">\n&#58;:x</a>'],
  ])('%s: %j', (notation, text, escaped) => {
    expect(escapeRunner(text, notation)).toBe(escaped);
  });

  test('holds no command', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom<Notation>('json', 'xml', 'text'), (words, notation) => {
        expect(
          escapeRunner(words.join(''), notation)
            .split(/[\n\r]/)
            .filter(isCommand),
        ).toEqual([]);
      }),
    );
  });

  test('is the same JSON', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const value = { [words.join('')]: words };
        expect(JSON.parse(escapeRunner(JSON.stringify(value, null, 2), 'json'))).toEqual(value);
      }),
    );
  });
});
