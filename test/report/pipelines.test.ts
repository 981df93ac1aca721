import { describe, expect, test } from 'vitest';
import { githubReport } from '../../src/report/workflow-commands.ts';
import { htmlReport } from '../../src/report/html.ts';
import { junitReport } from '../../src/report/junit.ts';
import { example, lineOf, portUnavailable, sound } from './example-review.ts';

const hostile = {
  ...sound,
  findings: [
    {
      ...portUnavailable,
      message: '<b>"a" & \'b\'\n::error::x%\u001B[2J</b>',
      at: { ...portUnavailable.at, path: 'a:b,c%.yaml' },
    },
  ],
};

describe('workflow commands', () => {
  test('annotate what a change introduces, and count the rest', () => {
    expect(githubReport(example, true)).toBe(
      '::error file=prod/gateway.yaml,line=8,endLine=8,col=13,endColumn=16,title=listener-port-unavailable::' +
        'listener "mqtt" asks for TCP 1883, but no port of Service kong/kong-proxy is 1883. After merge: Accepted=False, PortUnavailable.\n' +
        'Not read: prod/chart.tgz: larger than 1 MiB\n' +
        '1 error introduced, 1 existing.\n',
    );
  });

  test('cannot be begun or changed by what the repository holds', () => {
    expect(githubReport(hostile, true).split('\n')[0]).toMatch(
      /^::error file=a%3Ab%2Cc%25\.yaml,[^:]+::<b>"a" & 'b'%0A::error::x%25/,
    );
    expect(githubReport(hostile, true).match(/^::/gm)).toHaveLength(1);
    const { findings } = example;
    const steering = { ...example, findings: findings.map((each) => ({ ...each, message: 'x\u001b[31m\u202e' })) };
    expect(githubReport(steering, true)).toContain('x\\u001b[31m\\u202e\n');
  });
});

describe('JUnit', () => {
  test('has a failure for each finding that counts; what was there before is skipped', () => {
    const report = junitReport(example, { failOn: 'error', compared: true });
    expect(report).toContain('<testsuite name="Portcullis" tests="3" failures="1" errors="0" skipped="2">');
    expect(report).toContain('<testcase classname="listener-port-unavailable" name="prod/gateway.yaml:8">');
    expect(report).toContain('<failure type="error" message="listener &quot;mqtt&quot; asks for TCP 1883');
    expect(report).toContain(
      '<skipped message="existing before this change: stream listen 9000 has no Service port."/>',
    );
    expect(junitReport(example, { failOn: 'warning', compared: false })).toContain('failures="2"');
  });

  test.each([
    ['error', 1],
    ['warning', 2],
    ['never', 0],
  ] as const)('has no failure below the threshold %s: %i in all', (failOn, failures) => {
    const report = junitReport(example, { failOn, compared: false });
    expect(report).toContain(`failures="${failures}"`);
    expect(report.includes('<skipped message="below the threshold: stream listen 9000')).toBe(failOn !== 'warning');
  });

  test('has one passing test when nothing is wrong', () => {
    expect(junitReport(sound, { failOn: 'error', compared: true })).toContain(
      'tests="1" failures="0" errors="0" skipped="0">\n    <testcase classname="portcullis" name="no findings"/>',
    );
  });

  test('stays XML whatever the repository holds', () => {
    expect(junitReport(hostile, { failOn: 'error', compared: true })).toContain(
      'message="&lt;b&gt;&quot;a&quot; &amp; &apos;b&apos;\\u000a::error::x%\\u001b[2J&lt;/b&gt;"',
    );
  });
});

describe('the HTML page', () => {
  test('stands alone and shows the whole report', () => {
    const page = htmlReport(example, { lineOf, compared: true });
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<h1>Portcullis: 1 error introduced, 1 existing</h1>');
    expect(page).toContain('<td><code>kong/kong-proxy 80/TCP</code></td>');
    expect(page).not.toMatch(/<(script|link|img)\b/);
  });

  test('holds no HTML of the repository', () => {
    expect(htmlReport(hostile, { lineOf, compared: true })).not.toContain('<b>');
  });
});
