import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { review } from '../../src/review/review.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { gatewayClass, plainClass } from '../manifests/gateway-api.ts';

const rule = 'gateway-class-not-unmanaged';

/** What is found in a class without the annotation, with a comment above its name and one behind it. */
function findings(
  above: string,
  behind = '',
  text = plainClass('kong', 'konghq.com/kic-gateway-controller'),
): string[] {
  const file = text.replace('  name: kong\n', `${above === '' ? '' : `  ${above}\n`}  name: kong${behind}\n`);
  const { findings: found } = review(null, sourcesOf({ 'class.yaml': file }), defaultConfig, '2026-06-15');
  return found.map(({ at, rule: id, message }) =>
    id === 'suppression' ? `${at.line}: ${message}` : `${at.line}: ${id}`,
  );
}

describe('a finding is silenced', () => {
  test.each<[string, string, string]>([
    ['above the line', `# portcullis-ignore ${rule}: managed by hand`, ''],
    ['on the line', '', ` # portcullis-ignore ${rule}: managed by hand`],
    ['until a day that has not come', `# portcullis-ignore ${rule} until=2026-06-15: soon`, ''],
    ['with blanks where one likes them', `#   portcullis-ignore   ${rule}   until=2027-01-01  :  soon`, ''],
  ])('%s', (_, above, behind) => {
    expect(findings(above, behind)).toEqual([]);
  });

  test('by one of two comments above the line, each for its own rule', () => {
    expect(findings(`# portcullis-ignore ${rule}: by hand\n  # portcullis-ignore listener-conflict: none`)).toEqual([
      '5: unused suppression: no finding of listener-conflict stands here',
    ]);
  });
});

describe('a suppression that silences nothing is told', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'without a reason',
      `# portcullis-ignore ${rule}`,
      [`4: this suppression of ${rule} gives no reason; write it after a colon`, `5: ${rule}`],
    ],
    [
      'with an empty reason',
      `# portcullis-ignore ${rule}:  `,
      [`4: this suppression of ${rule} gives no reason; write it after a colon`, `5: ${rule}`],
    ],
    [
      'that has expired',
      `# portcullis-ignore ${rule} until=2026-06-14: soon`,
      [`4: this suppression of ${rule} expired on 2026-06-14`, `5: ${rule}`],
    ],
    [
      'with a day that is none',
      `# portcullis-ignore ${rule} until=2026-02-31: soon`,
      ['4: "2026-02-31" is not a date of the form YYYY-MM-DD', `5: ${rule}`],
    ],
    [
      'with a day in words',
      `# portcullis-ignore ${rule} until=summer: soon`,
      ['4: "summer" is not a date of the form YYYY-MM-DD', `5: ${rule}`],
    ],
    [
      'of a rule that is not',
      '# portcullis-ignore no-such-rule: soon',
      ['4: this suppression names "no-such-rule", and there is no such rule', `5: ${rule}`],
    ],
    [
      'of another rule',
      '# portcullis-ignore listener-conflict: soon',
      ['4: unused suppression: no finding of listener-conflict stands here', `5: ${rule}`],
    ],
    [
      'of no rule',
      '# portcullis-ignore',
      ['4: this suppression is not of the form "portcullis-ignore <rule> until=YYYY-MM-DD: reason"', `5: ${rule}`],
    ],
  ])('%s', (_, above, expected) => {
    expect(findings(above)).toEqual(expected);
  });

  test('because nothing is wrong there', () => {
    expect(findings(`# portcullis-ignore ${rule}: soon`, '', gatewayClass())).toEqual([
      `4: unused suppression: no finding of ${rule} stands here`,
    ]);
  });

  test('because a line stands between', () => {
    expect(findings(`# portcullis-ignore ${rule}: soon\n  labels: {}`)).toEqual([
      `4: unused suppression: no finding of ${rule} stands here`,
      `6: ${rule}`,
    ]);
  });

  test('and a comment that only speaks of it is none', () => {
    expect(findings('# see the guide on portcullis-ignore comments')).toEqual([`5: ${rule}`]);
  });
});

test('a comment inside a block of values speaks of the values', () => {
  const kongWithValues = (comment: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kong, namespace: argocd}
spec:
  source:
    repoURL: https://charts.konghq.com
    chart: kong
    targetRevision: 3.4.1
    helm:
      values: |
        proxy:
${comment}          streams: [{containerPort: 9901}]
  destination: {server: https://kubernetes.default.svc, namespace: kong}
`;
  const rulesIn = (comment: string): string[] =>
    review(null, sourcesOf({ 'app.yaml': kongWithValues(comment) }), defaultConfig).findings.map((each) => each.rule);
  expect(rulesIn('')).toEqual(['values-without-effect']);
  expect(rulesIn('          # portcullis-ignore values-without-effect: read by our own template\n')).toEqual([]);
});

test('thousands of suppressions in a row all speak of the line below the last', () => {
  expect(findings(`# portcullis-ignore ${rule}: x\n  `.repeat(15_000).trimEnd())).toEqual([]);
});
