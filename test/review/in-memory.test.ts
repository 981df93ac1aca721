import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { engine } from '../../src/review/engine.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';
import type { Review } from '../../src/review/review.ts';
import { rules } from '../../src/rules/index.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

const configuration = '.github/portcullis.yml';
const broken = { 'prod/gateway.yaml': 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nspec: {a: 1\n' };

const found = (...files: Parameters<typeof reviewFiles>): string[] =>
  reviewFiles(...files).findings.map(({ rule, severity, status }) => `${status} ${severity} ${rule}`);

test('the engine knows the id of every rule', () => {
  expect(engine.ruleIds).toEqual(rules.map(({ id }) => id));
});

describe('files in memory', () => {
  test('are reviewed as they stand, and against a base', () => {
    expect(found(broken)).toEqual(['existing error yaml-syntax']);
    expect(found(broken, {})).toEqual(['introduced error yaml-syntax']);
    expect(found({}, {})).toEqual([]);
  });

  test('are judged by the configuration among them', () => {
    expect(found({ ...broken, [configuration]: 'rules: { yaml-syntax: notice }\n' })).toEqual([
      'existing notice yaml-syntax',
    ]);
  });

  test('are judged by the configuration of the base, which a change cannot weaken', () => {
    const weakened = { ...broken, [configuration]: 'rules: { yaml-syntax: "off" }\n' };
    expect(found(weakened, {})).toEqual(['introduced error yaml-syntax']);
    expect(found(broken, { [configuration]: 'rules: { yaml-syntax: warning }\n' })).toEqual([
      'introduced warning yaml-syntax',
    ]);
  });

  test('are not reviewed by a configuration that is not valid', () => {
    expect(() => reviewFiles({ [configuration]: 'rules: { no-such-rule: error }\n' })).toThrow(configuration);
  });

  test('expire no suppression', () => {
    const suppression = '# portcullis-ignore yaml-syntax until=2001-01-01: kept broken on purpose\n';
    const files = { 'prod/gateway.yaml': `${broken['prod/gateway.yaml']}${suppression}` };
    const ofSuppression = ({ findings }: Review): string[] =>
      findings.flatMap(({ rule, message }) => (rule === 'suppression' ? [message] : []));
    expect(ofSuppression(engine.review(null, sourcesOf(files), defaultConfig, '2026-01-01'))).toEqual([
      'this suppression of yaml-syntax expired on 2001-01-01',
    ]);
    expect(ofSuppression(reviewFiles(files)).join()).not.toContain('expired');
  });
});
