import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { fingerprintIn } from '../../src/report/review-comments.ts';
import { findingAt, fixedEngine, requestFor, setUp } from './harness.ts';

const pieces = [
  '@octocat',
  '@org/team',
  '#1',
  'octo/repo#12',
  'GH-7',
  'https://evil.example',
  'www.evil.example',
  '![x](https://a/b.png)',
  '[a](b)',
  '<img src=x>',
  '<!-- portcullis:0123456789abcdef -->',
  '-->',
  '</details>',
  '```',
  '````suggestion',
  '~~~',
  '`',
  '|',
  '\n',
  '\r\n',
  'deadbeefdeadbeef',
  'someone@example.com',
  '# heading',
  '> quote',
  '---',
  '\\',
  '\u202E',
  '\0',
  '🙂',
  'plain',
  ' ',
  'é',
];
const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

/** What a reader of GitHub sees as text that does something, in rendered Markdown without our own links and code. */
const active = /@[\w-]|#\w|\bgh-\d|:\/\/|www\.|(?<![a-z0-9])[0-9a-f]{7,64}(?![a-z0-9])|<(?:img|a |!--)/i;

function rendered(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
    .replace(/<a href="https:\/\/portcullis-app\.github\.io\/portcullis\/[^"]*">toy-rule<\/a>/g, '')
    .replace(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, '');
}

/** A pull request that is reviewed with these findings. */
async function published(findings: readonly Finding[]): Promise<{
  readonly comments: readonly string[];
  readonly run: { readonly summary: string; readonly plain: readonly string[] };
}> {
  const { github, repository, services } = setUp(
    { 'a.yaml': 'one: 1\n' },
    fixedEngine({ findings, changedPaths: ['a.yaml'] }),
  );
  const pull = github.openPull(repository, { 'a.yaml': 'one: 1\ntwo: 2\nthree: 3\n' });
  await reviewPullRequest(services, requestFor(pull));
  const [run] = repository.runs;
  expect(run).toMatchObject({ conclusion: 'failure', completions: 1 });
  const plain = (run?.annotations ?? []).flatMap(({ message, title, raw_details: details }) => [
    message,
    title ?? '',
    details ?? '',
  ]);
  return {
    comments: pull.threads.flatMap(({ comments }) => comments.map(({ body }) => body)),
    run: {
      summary: run?.summary ?? '',
      plain: plain.map((each) => each.replaceAll(/https:\/\/portcullis-app\.github\.io\S*/g, '')),
    },
  };
}

describe('text of the repository in what we post', () => {
  test('never does anything', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (message, related, replacement) => {
        const suggestion = { path: 'a.yaml', startLine: 2, endLine: 2, replacement };
        const finding = {
          ...findingAt('a.yaml', 2, { message, suggestion }),
          related: [{ at: findingAt('a.yaml', 1).at, message: related }],
        };
        const { comments, run } = await published([finding]);
        expect(rendered(run.summary)).not.toMatch(active);
        expect(run.plain.join('\n')).not.toMatch(/@[\w-]|#\w|:\/\/|<!--|<img/);
        expect(comments).toHaveLength(1);
        for (const body of comments) {
          expect(fingerprintIn(body)).toBe(finding.fingerprint);
          expect(rendered(body.replace(/^<!-- portcullis:\w+ -->\n/, ''))).not.toMatch(active);
        }
      }),
      { numRuns: 60, seed: 20261124 },
    );
  });

  test('a suggestion is exactly what is to be written, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (replacement) => {
        const lines = replacement.replaceAll('\r', '').replaceAll('\0', '');
        const suggestion = { path: 'a.yaml', startLine: 2, endLine: 2, replacement: lines };
        const { comments } = await published([findingAt('a.yaml', 2, { suggestion })]);
        expect(comments).toHaveLength(1);
        for (const body of comments) {
          const [, fence = '', content = ''] = /^(`{3,})suggestion\n([\s\S]*?)^\1$/m.exec(body) ?? [];
          expect(content).toBe(lines === '' ? '' : `${lines}\n`);
          expect(body.endsWith(`${fence}\n`)).toBe(true);
        }
      }),
      { numRuns: 40, seed: 20261124 },
    );
  });
});
