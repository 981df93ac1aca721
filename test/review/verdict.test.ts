import { describe, expect, test } from 'vitest';
import type { Threshold } from '../../src/config/config.ts';
import type { Finding, Severity, Status } from '../../src/finding.ts';
import type { NotRead } from '../../src/review/accounting.ts';
import { isCounted, severities, thresholds, verdictOf, worstFirst, worstOf } from '../../src/review/verdict.ts';
import { findingAt } from '../github/harness.ts';

const finding = (severity: Severity, status: Status = 'introduced'): Finding => ({
  ...findingAt('a.yaml', 1),
  severity,
  status,
});

describe('the verdict', () => {
  test.each<[Threshold, Severity, string]>([
    ['error', 'error', 'fail'],
    ['error', 'warning', 'pass'],
    ['error', 'notice', 'pass'],
    ['warning', 'error', 'fail'],
    ['warning', 'warning', 'fail'],
    ['warning', 'notice', 'pass'],
    ['notice', 'error', 'fail'],
    ['notice', 'warning', 'fail'],
    ['notice', 'notice', 'fail'],
    ['never', 'error', 'pass'],
  ])('with the threshold %s, of one finding of severity %s, is to %s', (failOn, severity, verdict) => {
    expect(
      verdictOf({ findings: [finding(severity)], unread: [] }, { failOn, compared: true, configInvalid: false }),
    ).toBe(verdict);
  });

  test.each<[Status, boolean, string]>([
    ['introduced', true, 'fail'],
    ['existing', true, 'pass'],
    ['fixed', true, 'pass'],
    ['existing', false, 'fail'],
  ])('of a finding that is %s, with a base: %s, is to %s', (status, compared, verdict) => {
    expect(
      verdictOf(
        { findings: [finding('error', status)], unread: [] },
        { failOn: 'error', compared, configInvalid: false },
      ),
    ).toBe(verdict);
  });

  test('is to pass where there is nothing, and to fail where a configuration is not valid', () => {
    expect(verdictOf({ findings: [], unread: [] }, { failOn: 'notice', compared: true, configInvalid: false })).toBe(
      'pass',
    );
    for (const failOn of thresholds)
      expect(verdictOf({ findings: [], unread: [] }, { failOn, compared: true, configInvalid: true })).toBe('fail');
  });
});

describe('the verdict where nothing is wrong and files were not read', () => {
  type Effect = NotRead['effect'];
  test.each<[effects: readonly Effect[], verdict: string]>([
    [['failure'], 'fail'],
    [['none', 'neutral', 'failure'], 'fail'],
    [['neutral', 'success', 'none'], 'neutral'],
    [['success', 'none'], 'pass'],
  ])('%j is to %s', (effects, verdict) => {
    const unread = effects.map((effect) => ({ path: 'a.yaml', cause: 'binary' as const, reason: 'is binary', effect }));
    expect(verdictOf({ findings: [], unread }, { failOn: 'error', compared: true, configInvalid: false })).toBe(
      verdict,
    );
  });
});

describe('severities', () => {
  test('stand from the worst down, and findings are sorted so', () => {
    expect(severities).toEqual(['error', 'warning', 'notice']);
    const sorted = [finding('notice'), finding('error'), finding('warning')].toSorted(worstFirst);
    expect(sorted.map(({ severity }) => severity)).toEqual(severities);
  });

  test('the worst is that of a finding that counts', () => {
    const findings = [finding('notice'), finding('warning'), finding('error', 'existing')];
    expect(worstOf(findings, true)).toBe('warning');
    expect(worstOf(findings, false)).toBe('error');
    expect(worstOf([finding('error', 'fixed')], true)).toBeNull();
    expect(findings.map((each) => isCounted(each, true))).toEqual([true, true, false]);
  });
});
