import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder';
import type { Invocation, Location as SarifLocation, Result } from 'sarif';
import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import type { Rule } from '../rules/model/rule.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { messageInClusters } from './clusters.ts';
import { byWeight } from './not-read.ts';
import type { ComparedStates } from './compared-states.ts';
import { removedLine } from './removed.ts';

const levels = { error: 'error', warning: 'warning', notice: 'note' } as const;

export interface SarifOptions {
  /** Of Portcullis. */
  readonly version: string;
  /** Every rule there is; those that found something are described. */
  readonly rules: readonly Rule[];
  /** Whether there was a base. */
  readonly compared: boolean;
  readonly states?: ComparedStates;
}

/** The review as SARIF 2.1.0 for code scanning: what is wrong in head; fixed findings are not. Ends with a line break. */
export function sarifReport(review: Review, { version, rules, compared, states }: SarifOptions): string {
  const findings = review.findings.filter(({ status }) => status !== 'fixed');
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: 'Portcullis',
    toolDriverVersion: version,
    url: 'https://github.com/portcullis-app/portcullis',
  });
  run.run.columnKind = 'utf16CodeUnits';
  if (states) run.run.properties = propertiesOf(states);
  const used = new Set(findings.map(({ rule }) => rule));
  for (const rule of rules.filter(({ id }) => used.has(id))) run.addRule(describe(rule));
  for (const finding of findings) run.addResult(resultOf(finding, messageInClusters(finding, review), compared));
  if (review.unread.length > 0 || review.removed.length > 0) run.run.invocations = [invocationOf(review)];
  const log = new SarifBuilder();
  log.addRun(run);
  return `${log.buildSarifJsonString({ indent: true })}\n`;
}

function propertiesOf({ comparison, base, head, notMerged }: ComparedStates): object {
  return { base: base.commit, head: head.commit, comparison, notMerged };
}

/** What was not looked at, and what the change takes out of clusters, as notifications of the tool: they are no results. */
function invocationOf(review: Review): Invocation {
  const notRead = byWeight(review.unread).map(({ path, cause, reason, effect }) => ({
    level: ({ failure: 'error', neutral: 'warning', success: 'note', none: 'note' } as const)[effect],
    message: { text: `${path}: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
    properties: { cause },
  }));
  const gone = review.removed.map((each) => ({
    level: 'note' as const,
    message: { text: `No longer applied: ${removedLine(each, review)}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(each.path) } } }],
    properties: { cause: each.cause },
  }));
  return { executionSuccessful: true, toolExecutionNotifications: [...notRead, ...gone] };
}

function describe({ id, title, severity }: Rule): SarifRuleBuilder {
  const rule = new SarifRuleBuilder().initSimple({ ruleId: id, shortDescriptionText: title, helpUri: docsUrl(id) });
  rule.rule.defaultConfiguration = { level: levels[severity] };
  return rule;
}

function resultOf(finding: Finding, message: string, compared: boolean): SarifResultBuilder {
  const { rule, severity, status, clusters, related, suggestion, fingerprint } = finding;
  return new SarifResultBuilder({
    ruleId: rule,
    level: levels[severity],
    message: { text: message },
    locations: [locationOf(finding)],
    partialFingerprints: { 'portcullis/v1': fingerprint },
    ...(clusters.length > 0 ? { properties: { clusters: [...clusters] } } : {}),
    ...(compared ? { baselineState: status === 'introduced' ? 'new' : 'unchanged' } : {}),
    ...(related.length > 0 ? { relatedLocations: related.map((other) => locationOf(other, other.message)) } : {}),
    ...(suggestion ? { fixes: [fixOf(suggestion)] } : {}),
  } satisfies Partial<Result>);
}

/** SARIF wants a URI reference, so a path is percent-encoded segment by segment. */
const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Code scanning shows the files of head: what stands in base alone has no lines there. */
function locationOf({ at, side }: Pick<Finding, 'at' | 'side'>, message?: string): SarifLocation {
  const { line, column, endLine, endColumn } = at;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(at.path) },
      ...(side === 'base' ? {} : { region }),
    },
    ...(message === undefined ? {} : { message: { text: message } }),
  };
}

function fixOf({
  path,
  startLine,
  endLine,
  replacement,
}: NonNullable<Finding['suggestion']>): NonNullable<Result['fixes']>[number] {
  return {
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(path) },
        replacements: [{ deletedRegion: { startLine, endLine }, insertedContent: { text: replacement } }],
      },
    ],
  };
}
