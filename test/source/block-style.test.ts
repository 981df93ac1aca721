import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBlockStyle } from '../../src/source/block-style.ts';
import { lineIndex } from '../../src/source/line-index.ts';
import { readAny } from '../../src/source/parse.ts';
import { json, layout, print, soup } from './yaml-arbitrary.ts';

const manifest = `# what it is
apiVersion: gateway.networking.k8s.io/v1 # served
kind: HTTPRoute
metadata:
  name: "a"
  labels: { app: a, 'b': "c", "d": [1, 0x1F, yes] }
  annotations:
    note: |
      first

        further in
      last
    other: >-
      one
      two

      three
    none:
    empty: ~ # nothing
spec:
  parentRefs:
  - name: edge
    port: 8443
  hostnames: [a.example.com, '*.example.com']
  rules:
    - matches:
        - path: {type: PathPrefix, value: /}
      backendRefs:
      - { name: a, port: 80 }
    - - it's
      - "a \\"b\\"\\n"
---
---
# another

kind: Service
x: http://a:80/ # -
'on': -1
`;

/** What the parser gives, and nothing where it finds fault. */
function parsed(text: string): unknown {
  const file = readAny(lineIndex('a.yaml', text));
  return 'cause' in file || file.problems.length > 0
    ? 'not read without a fault'
    : { documents: file.documents, comments: file.comments };
}

/** Whether the text is read; it throws where that is not as the parser reads it. */
function readsAsParsed(text: string): boolean {
  const read = readBlockStyle(lineIndex('a.yaml', text));
  if (read !== null && !isDeepStrictEqual(read, parsed(text)))
    throw new Error(`read otherwise: ${JSON.stringify(text)}`);
  return read !== null;
}

describe('block style is read as the parser reads it', () => {
  test('in a manifest', () => {
    expect(readsAsParsed(manifest)).toBe(true);
  });

  test.each<[what: string, text: string]>([
    ['nothing', ''],
    ['comments alone', '# a\n\n  # b\n'],
    ['no line break at the end', 'a: 1\nb:\n  - c'],
    ['a list at the root', '- a\n- b: 1\n  c: 2\n- [d]\n'],
    ['documents of which some are empty', '---\n# a\n---\nb: 1\n--- # c\n---\nd: 2\n'],
    ['an indented root', '  a: 1\n  b: 2\n'],
    ['keys that are no strings', 'yes: 1\n0x10: 2\n1.5: 3\n'],
    ['values that YAML 1.1 has', 'a: on\nb: 0777\nc: 1_000\nd: 2001-01-01\ne: .inf\n'],
    ['blanks at the ends of lines', 'a:  \n  b: c  \n  d: "e"  \n'],
    ['comments at every column', 'a:\n# b\n    # c\n  d: 1 # e\n      # f\n'],
    ['text cut by a comment further out', 'a: |\n  b\n# c\nd: 1\n'],
    ['text with tabs behind its indentation', 'a: |\n  \tb\n  c\td\n'],
    ['a key before a blank', 'a : 1\n'],
    ['what is no ASCII', 'a: é\nü: "🐒" # ß\n'],
  ])('%s', (_, text) => {
    expect(readsAsParsed(text)).toBe(true);
  });

  test('in every layout', () => {
    let read = 0;
    let asked = 0;
    fc.assert(
      fc.property(json, layout, (value, style) => {
        fc.pre(typeof value === 'object' && value !== null);
        asked++;
        if (readsAsParsed(print(value, { ...style, lineBreak: '\n' }))) read++;
      }),
      { numRuns: 800 },
    );
    expect(read / asked).toBeGreaterThan(0.3);
  });

  test('or not at all, whatever is changed in a manifest', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\n  ',
        '\n',
        ' ',
        '  ',
        ': ',
        ':',
        '- ',
        '-',
        '#',
        ' #',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        ',',
        '...',
      ),
      fc.constantFrom(
        '|',
        '>',
        '&a',
        '*a',
        '!a ',
        '?',
        '<<: ',
        '---\n',
        '%',
        '\\',
        '\t',
        '~',
        '@',
        '\u00a0',
        '\r\n',
        '',
      ),
    );
    const rows = manifest.split('\n');
    const some = fc
      .tuple(fc.nat(rows.length - 1), fc.integer({ min: 1, max: 12 }))
      .map(([from, count]) => `${rows.slice(from, from + count).join('\n')}\n`);
    const change = fc.record({ at: fc.nat(300), cut: fc.nat(3), piece });
    let read = 0;
    fc.assert(
      fc.property(some, fc.array(change, { minLength: 1, maxLength: 3 }), (before, changes) => {
        let text = before;
        for (const { at, cut, piece: added } of changes) {
          const from = at % text.length;
          text = text.slice(0, from) + added + text.slice(from + cut);
        }
        fc.pre(!/\r(?!\n)/.test(text));
        if (readsAsParsed(text)) read++;
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  test('or not at all, in a soup of indicators', () => {
    let read = 0;
    fc.assert(
      fc.property(soup, (text) => {
        fc.pre(!/\r(?!\n)/.test(text));
        if (readsAsParsed(text)) read++;
      }),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(10);
  });
});

describe('what may be more than it seems is left to the parser', () => {
  test.each<[what: string, text: string]>([
    ['an anchor', 'a: &b 1\n'],
    ['an alias', 'a: *b\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a merge key', '<<: {a: 1}\n'],
    ['a key that stands twice', 'a: 1\na: 2\n'],
    ['folded text with a tab in front', 'a: >\n  b\n  \tc\n  d\n'],
    ['a scalar on two lines', 'a: b\n  c\n'],
    ['a quote on two lines', 'a: "b\n  c"\n'],
    ['a flow list on two lines', 'a: [b,\n  c]\n'],
    ['an escape that is not simple', 'a: "\\x41"\n'],
    ['an explicit key', '? a\n: b\n'],
    ['the end of a document', 'a: 1\n...\n'],
    ['a directive', '%YAML 1.1\n---\na: 1\n'],
    ['a tab', 'a:\tb\n'],
    ['CRLF', 'a: 1\r\n'],
    ['a byte order mark', '\ufeffa: 1\n'],
    ['a template', 'a: {{ b }}\n'],
    ['a scalar at the root', 'a\n'],
    ['a list further out than its key', '  a:\n - b\n'],
    ['text with an indicator of its indentation', 'a: |2\n   b\n'],
    ['text that keeps its last lines', 'a: |+\n  b\n\n'],
    ['text without its last line break', 'a: |\n  b'],
    ['a depth that no manifest has', Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ])('%s', (_, text) => {
    expect(readBlockStyle(lineIndex('a.yaml', text))).toBeNull();
  });

  test('a text near a limit', () => {
    expect(readBlockStyle(lineIndex('a.yaml', '- a\n'.repeat(120_000)))).toBeNull();
    expect(readBlockStyle(lineIndex('a.yaml', '---\na: 1\n'.repeat(2_001)))).toBeNull();
    expect(readBlockStyle(lineIndex('a.yaml', '\n'.repeat(200_000)))).toBeNull();
    expect(
      readBlockStyle(lineIndex('a.yaml', Array.from({ length: 10_001 }, (_, i) => `k${i}: 1\n`).join(''))),
    ).toBeNull();
  });
});
