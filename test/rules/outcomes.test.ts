import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRulePage } from '../../scripts/rule-page.ts';
import { jsonReport } from '../../src/report/json.ts';
import { rules } from '../../src/rules/index.ts';
import { pagePath } from '../../src/rules/rule-pages.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';

interface JsonFinding {
  readonly rule: string;
  readonly message: string;
  readonly outcome: unknown;
}

/** The first finding of a rule in the first wrong example of its page, as the JSON has it. */
function shownBy(id: string): JsonFinding {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  const page = parseRulePage(readFileSync(new URL(`../../${pagePath(rule)}`, import.meta.url), 'utf8'));
  const report = JSON.parse(jsonReport(reviewFiles(page.wrong[0]?.files ?? {}))) as { findings: JsonFinding[] };
  const finding = report.findings.find((each) => each.rule === id);
  if (finding === undefined) throw new Error(`the page of ${id} shows none`);
  return finding;
}

const accepted = (status: string, reason: string | null): object => ({ type: 'Accepted', status, reason });
const programmed = { type: 'Programmed', status: 'True', reason: null };

describe('the outcome in the JSON, beside the message that says it', () => {
  test.each([
    [
      'listener-port-unavailable',
      'condition',
      [accepted('False', 'PortUnavailable')],
      'Accepted=False, PortUnavailable',
    ],
    [
      'listener-route-kinds',
      'condition',
      [{ type: 'ResolvedRefs', status: 'False', reason: 'InvalidRouteKinds' }],
      'ResolvedRefs=False, InvalidRouteKinds, and no route attaches to the listener',
    ],
    ['gateway-class-not-found', 'no-status', [], 'no controller writes any status on the Gateway'],
    ['feature-gate-missing', 'no-status', [], 'the route gets no status and no traffic from Kong'],
    [
      'publish-service-dangling',
      'pending',
      [accepted('Unknown', 'Pending')],
      'its Gateways stay at Accepted=Unknown, Pending',
    ],
    ['stream-port-mismatch', 'not-served', [programmed], 'Programmed=True, and no traffic reaches a backend'],
    ['values-do-not-render', 'release-fails', [], 'the release cannot be installed or upgraded'],
    ['feature-gate-removed', 'controller-does-not-start', [], 'the controller refuses to start'],
    ['listen-syntax', 'kong-does-not-start', [], 'Kong refuses to start'],
  ])('%s: %s', (rule, effect, conditions, sentence) => {
    const { message, outcome } = shownBy(rule);
    expect(outcome).toEqual({ effect, conditions });
    expect(message.endsWith(`. After merge: ${sentence}.`)).toBe(true);
  });

  test('object-rejected: refused-by-api-server', () => {
    const { message, outcome } = shownBy('object-rejected');
    expect(outcome).toEqual({ effect: 'refused-by-api-server', conditions: [] });
    expect(message).toMatch(/ After merge: the API server refuses Gateway \S+\.$/);
  });

  test.each(['several-gateways-per-controller', 'listen-without-service-port', 'yaml-syntax'])('%s: none', (rule) => {
    const { message, outcome } = shownBy(rule);
    expect(outcome).toBeNull();
    expect(message).not.toContain('After merge');
  });
});
