import { describe, expect, test } from 'vitest';
import { defaultConfig, type Config } from '../../src/config/config.ts';
import { headlineOf } from '../../src/report/not-read.ts';
import { review, type Review } from '../../src/review/review.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { plainClass } from '../manifests/gateway-api.ts';

const rule = 'gateway-class-not-unmanaged';
const comment = `  # portcullis-ignore ${rule}: managed by hand\n`;

/** A class that is wrong by its missing annotation, found on its name. */
const bare = (name = 'kong'): string => plainClass(name, 'konghq.com/kic-gateway-controller');
const silenced = (name = 'kong'): string => bare(name).replace('  name:', `${comment}  name:`);

function changed(base: string, head: string, config: Partial<Config> = {}): Review {
  const files = (text: string): ReturnType<typeof sourcesOf> => sourcesOf({ 'class.yaml': text });
  return review(files(base), files(head), { ...defaultConfig, ...config }, '2026-06-15');
}

const other = 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n';

describe('what a change silences', () => {
  test.each<[string, string, string, number, string]>([
    ['a finding of its own', other, silenced(), 1, 'No findings introduced; 1 finding silenced by this change'],
    ['one that was there', bare(), silenced(), 1, 'No findings introduced; 1 finding silenced by this change'],
    ['nothing: it was silenced before', silenced(), `${silenced()}\n# a comment\n`, 0, 'No findings introduced'],
    ['nothing: the comment moved with its finding', silenced(), `# a\n${silenced()}`, 0, 'No findings introduced'],
    [
      'another class under a comment that was there',
      silenced(),
      silenced('other'),
      1,
      'No findings introduced; 1 finding silenced by this change',
    ],
  ])('%s', (_, base, head, count, title) => {
    const found = changed(base, head);
    expect(found.silenced).toHaveLength(count);
    expect(headlineOf(found, true)).toMatch(new RegExp(`^${title}`));
  });

  test('names the comment, its reason and the finding', () => {
    expect(changed(other, silenced()).silenced).toMatchObject([
      { rule, reason: 'managed by hand', at: { line: 5 }, by: { path: 'class.yaml', line: 4 } },
    ]);
  });

  test('is not asked of a tree as it stands', () => {
    const found = review(null, sourcesOf({ 'class.yaml': silenced() }), defaultConfig, '2026-06-15');
    expect(found.silenced).toEqual([]);
  });
});

describe('suppressions: base', () => {
  const strict: Partial<Config> = { suppressions: 'base' };
  const told = ({ findings }: Review): readonly string[] =>
    findings.map(({ rule: id, status, message }) => `${status} ${id === rule ? id : message}`);

  test('honours none that the change adds, and says so', () => {
    expect(told(changed(other, silenced(), strict))).toEqual([
      `introduced this suppression of ${rule} is not honoured: the configuration honours only those of the base branch`,
      `introduced ${rule}`,
    ]);
  });

  test('honours those of the base', () => {
    expect(told(changed(silenced(), `# a\n${silenced()}`, strict))).toEqual([]);
  });
});
