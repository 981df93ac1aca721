import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { codeBlock, codeSpan, prose } from '../../src/report/escape/escape-markdown.ts';

const render = (markdown: string): string => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

/** What GitHub makes active in the rendered text outside code, where no Markdown escape is left. */
const active = /@[\w-]|#\w|\bgh-\d|:\/\/|www\.|(?<![a-z0-9])[0-9a-f]{7,64}(?![a-z0-9])/i;

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '@octocat',
        '@org/team',
        '#1',
        'octo/repo#12',
        'GH-7',
        'https://evil.example',
        'http://a',
        'www.evil.example',
        '![x](https://a/b.png)',
        '[a](b)',
        '[^1]',
        '[^1]: note',
        '<img src=x onerror=alert(1)>',
        '<!-- hidden -->',
        '</details>',
        '<b>',
        '```',
        '~~~',
        '`',
        '``',
        '|',
        '||',
        '\n',
        '\r\n',
        'a'.repeat(40),
        'deadbeef',
        'someone@example.com',
        'mailto:a@b.example',
        '# heading',
        '- item',
        '1. item',
        '> quote',
        '---',
        '***',
        '$x$',
        '$$',
        '&copy;',
        '&#64;',
        '\\',
        '\u202E',
        '\u200B',
        '\u2028',
        '\0',
        ':+1:',
        '~~gone~~',
        '__a__',
        '[x]: https://a',
        '| a |\n|---|',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** The text a reader is meant to see: one line, without what cannot be seen. */
const seen = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029\s]+/gu, '');

const decoded = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('prose', () => {
  test.each([
    ['a mention', 'ask @octocat', '<p>ask @\u200Boctocat</p>'],
    ['a reference', 'see #12 and octo/repo#12', '<p>see #\u200B12 and octo/repo#\u200B12</p>'],
    ['HTML', '<img src=x>', '<p>&lt;img src=x&gt;</p>'],
    ['an address', 'https://a.example', '<p>https:\u200B//a.example</p>'],
    ['a commit', 'deadbeef', '<p>dead\u200Bbeef</p>'],
    ['a line break', 'a\n# b', '<p>a # b</p>'],
    [
      'a message of ours',
      'listener "web" asks for TCP 80. After merge: Accepted=False, PortUnavailable.',
      '<p>listener &quot;web&quot; asks for TCP 80. After merge: Accepted=False, PortUnavailable.</p>',
    ],
  ])('%s', (_, text, html) => {
    expect(render(prose(text))).toBe(html);
  });

  test('shows any text as one paragraph in which nothing is active', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = render(`x ${prose(text)}`);
        expect(html).toMatch(/^<p>[^<>]*<\/p>$/);
        expect(html).not.toMatch(active);
        expect(seen(decoded(html.slice(3, -4)))).toBe(seen(`x ${text}`));
      }),
      { numRuns: 500 },
    );
  });

  test('starts no block of its own', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(render(prose(text))).toMatch(/^(<p>[^<>]*<\/p>)?$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('code spans and prose in a table', () => {
  test('never leave their cell', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, text) => {
        const html = render(`| a | b |\n| --- | --- |\n| ${codeSpan(name)} | x ${prose(text)} |\n`);
        expect(html.match(/<td>/g)).toHaveLength(2);
        const outsideCode = html.replaceAll(/<code>[^<]*<\/code>/g, '');
        expect(outsideCode).not.toMatch(active);
        expect(outsideCode.replaceAll(/<\/?(table|thead|tbody|tr|th|td)>/g, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a code block', () => {
  test('holds any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(render(codeBlock(text, 'diff'))).toMatch(/^<pre><code class="language-diff">[^<>]*<\/code><\/pre>\n$/);
      }),
      { numRuns: 300 },
    );
  });
});
