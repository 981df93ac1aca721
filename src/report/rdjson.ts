import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import { isCounted } from '../review/verdict.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { besideFindings, type BesideFinding } from './beside-findings.ts';
import { messageInClusters } from './clusters.ts';
import { utf8Length } from './escape/budget.ts';
import { jsonText } from './escape/json-text.ts';
import type { LineOf } from './source-lines.ts';

export interface RdjsonOptions {
  readonly lineOf: LineOf;
  /** Whether there was a base: then only what the change introduces is told. */
  readonly compared: boolean;
}

const severities = { error: 'ERROR', warning: 'WARNING', notice: 'INFO' } as const;

/** The review as Reviewdog Diagnostic Format (reviewdog, proto/rdf/reviewdog.proto). Ends with a line break. */
export function rdjsonReport(review: Review, { lineOf, compared }: RdjsonOptions): string {
  const told = review.findings.filter((finding) => isCounted(finding, compared) && finding.status !== 'fixed');
  const diagnostics = [
    ...told.map((finding) => diagnosticOf(finding, review, lineOf)),
    ...besideFindings(review).map(diagnosticBeside),
  ];
  const source = { name: 'Portcullis', url: 'https://github.com/portcullis-app/portcullis' };
  return jsonText({ source, diagnostics });
}

function diagnosticOf(finding: Finding, review: Review, lineOf: LineOf): object {
  const { rule, severity, at, side, suggestion, related } = finding;
  const others = related.map((other) => `${other.at.path}:${other.at.line}: ${other.message}`);
  return {
    message: [messageInClusters(finding, review), ...others].join('\n'),
    location: { path: at.path, ...(side === 'base' ? {} : { range: rangeOf(finding, lineOf) }) },
    severity: severities[severity],
    code: { value: rule, url: docsUrl(rule) },
    // The format has no file for a suggestion: it is for that of the finding.
    ...(suggestion?.path === at.path
      ? {
          suggestions: [
            {
              range: { start: { line: suggestion.startLine }, end: { line: suggestion.endLine } },
              text: suggestion.replacement,
            },
          ],
        }
      : {}),
  };
}

/** Columns count bytes of UTF-8, and the end is exclusive. */
function rangeOf({ at }: Finding, lineOf: LineOf): object {
  const column = (line: number, units: number): number =>
    utf8Length((lineOf(at.path, line) ?? '').slice(0, units - 1)) + 1;
  return {
    start: { line: at.line, column: column(at.line, at.column) },
    end: { line: at.endLine, column: column(at.endLine, at.endColumn) },
  };
}

/** Of the file as a whole. */
function diagnosticBeside({ id, path, severity, message }: BesideFinding): object {
  return { message, location: { path }, severity: severities[severity], code: { value: id } };
}
