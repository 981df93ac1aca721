import type { Invocation, Location as SarifLocation, Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import { worstFirst } from '../review/verdict.ts';
import type { Rule } from '../rules/model/rule.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { messageInClusters } from './clusters.ts';
import { jsonText } from './escape/json-text.ts';
import { byWeight } from './not-read.ts';
import type { ComparedStates } from './compared-states.ts';
import { removedLine } from './removed.ts';

const problemSeverities = { error: 'error', warning: 'warning', notice: 'recommendation' } as const;
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

/** Code scanning keeps no more results of a run, and refuses a file with five times as many. */
const mostResults = 5_000;
/** Nor more locations of a result. */
const mostLocations = 100;
/** A file of which one is refused may not have more than 10 MB, packed. */
const mostNotifications = 1_000;

/** The review as SARIF 2.1.0 for code scanning: what is wrong in head, the worst first; fixed findings are not. Ends with a line break. */
export function sarifReport(review: Review, { version, rules, compared, states }: SarifOptions): string {
  const wrong = review.findings.filter(({ status }) => status !== 'fixed');
  const findings = wrong.length > mostResults ? wrong.toSorted(worstFirst).slice(0, mostResults) : wrong;
  const invocation = invocationOf(review, wrong.length - findings.length);
  const used = new Set(findings.map(({ rule }) => rule));
  const described = rules.filter(({ id }) => used.has(id));
  const indexes = new Map(described.map(({ id }, index) => [id, index]));
  const results = eachOnce(
    findings.map((finding) => ({
      ...resultOf(finding, messageInClusters(finding, review), compared),
      ruleIndex: indexes.get(finding.rule) ?? -1,
    })),
  );
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portcullis',
            version,
            semanticVersion: version,
            informationUri: 'https://github.com/portcullis-app/portcullis',
            rules: described.map(describe),
          },
        },
        columnKind: 'utf16CodeUnits',
        ...(states ? { properties: propertiesOf(states) } : {}),
        ...(invocation ? { invocations: [invocation] } : {}),
        results,
      },
    ],
  };
  return jsonText(log);
}

/** Code scanning takes results of one hash for one alert: the second gets another number behind the colon. */
function eachOnce(results: readonly Result[]): Result[] {
  const met = new Map<string, number>();
  return results.map((result) => {
    const hash = result.partialFingerprints?.['portcullis/v1'] ?? '';
    const count = (met.get(hash) ?? 0) + 1;
    met.set(hash, count);
    const primaryLocationLineHash = `${hash}:${count}`;
    return { ...result, partialFingerprints: { primaryLocationLineHash, ...result.partialFingerprints } };
  });
}

function propertiesOf({ comparison, base, head, notMerged }: ComparedStates): object {
  return { base: base.commit, head: head.commit, comparison, notMerged };
}

/** What was not looked at, and what the change takes out of clusters, as notifications of the tool: they are no results. */
function invocationOf(review: Review, leftOut: number): Invocation | null {
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
  const told = [...notRead, ...gone];
  const more = told.length - mostNotifications;
  const cut = [
    ...(leftOut > 0 ? [`${leftOut} more findings are left out: code scanning takes ${mostResults}.`] : []),
    ...(more > 0 ? [`${more} more paths were not read, or are no longer applied.`] : []),
  ].map((text) => ({ level: 'warning' as const, message: { text } }));
  if (told.length === 0 && cut.length === 0) return null;
  return { executionSuccessful: true, toolExecutionNotifications: [...cut, ...told.slice(0, mostNotifications)] };
}

/** What code scanning asks of a rule; it shows the Markdown where there is room for it. */
function describe({ id, about, title, severity }: Rule): ReportingDescriptor {
  const url = docsUrl(id);
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. Severity where the configuration says nothing else: ${severity}.` },
    helpUri: url,
    help: {
      text: `${title}. What breaks in the cluster, a wrong and a right example, and when to turn it off: ${url}`,
      markdown: `${title}.\n\n[What breaks in the cluster, a wrong and a right example, and when to turn it off](${url})`,
    },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['kong', 'gateway-api', about],
      precision: 'very-high',
      'problem.severity': problemSeverities[severity],
    },
  };
}

function resultOf(finding: Finding, message: string, compared: boolean): Result {
  const { rule, severity, status, clusters, related, suggestion, fingerprint } = finding;
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: message },
    locations: [primaryLocationOf(finding)],
    partialFingerprints: { 'portcullis/v1': fingerprint },
    ...(clusters.length > 0 ? { properties: { clusters: [...clusters] } } : {}),
    ...(compared ? { baselineState: status === 'introduced' ? 'new' : 'unchanged' } : {}),
    ...(related.length > 0
      ? { relatedLocations: related.slice(0, mostLocations).map((other) => locationOf(other, other.message)) }
      : {}),
    ...(suggestion ? { fixes: [fixOf(suggestion)] } : {}),
  };
}

/** SARIF wants a URI reference, so a path is percent-encoded segment by segment. */
const uriOf = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/');

/** Code scanning refuses a result without a region, whatever it is about. */
function primaryLocationOf(finding: Finding): SarifLocation {
  const location = locationOf(finding);
  return location.physicalLocation?.region
    ? location
    : { ...location, physicalLocation: { ...location.physicalLocation, region: { startLine: 1 } } };
}

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
