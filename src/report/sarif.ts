import type { Invocation, Location as SarifLocation, Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import type { Rule } from '../rules/model/rule.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { messageInClusters } from './clusters.ts';
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

/** The review as SARIF 2.1.0 for code scanning: what is wrong in head; fixed findings are not. Ends with a line break. */
export function sarifReport(review: Review, { version, rules, compared, states }: SarifOptions): string {
  const findings = review.findings.filter(({ status }) => status !== 'fixed');
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
        ...(review.unread.length > 0 || review.removed.length > 0 ? { invocations: [invocationOf(review)] } : {}),
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
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
    ...(related.length > 0 ? { relatedLocations: related.map((other) => locationOf(other, other.message)) } : {}),
    ...(suggestion ? { fixes: [fixOf(suggestion)] } : {}),
  };
}

/** SARIF wants a URI reference, so a path is percent-encoded segment by segment. */
const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

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
