import type { Review } from '../review/review.ts';
import { isCounted } from '../review/verdict.ts';
import { besideFindings } from './beside-findings.ts';
import { messageInClusters } from './clusters.ts';
import { xmlAttributes } from './escape/escape-xml.ts';

/** One `error` element, and the file that it is about. */
interface Entry {
  readonly path: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

const severities = { error: 'error', warning: 'warning', notice: 'info' } as const;

/** The review as Checkstyle XML; with a base, only what the change introduces. Ends with a line break. */
export function checkstyleReport(review: Review, compared: boolean): string {
  const told = review.findings.filter((finding) => isCounted(finding, compared) && finding.status !== 'fixed');
  const findings = told.map((finding): Entry => {
    const { at, side, severity, rule } = finding;
    // The report is about head: what stands in base alone has no line there.
    const place = side === 'base' ? { line: 1 } : { line: at.line, column: at.column };
    const said = { severity: severities[severity], message: messageInClusters(finding, review) };
    return { path: at.path, attributes: { ...place, ...said, source: `portcullis.${rule}` } };
  });
  const beside = besideFindings(review).map(({ id, path, severity, message }): Entry => ({
    path,
    attributes: { line: 1, severity: severities[severity], message, source: `portcullis.${id}` },
  }));
  const files = Map.groupBy([...findings, ...beside], ({ path }) => path);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="8.0">',
    ...[...files].flatMap(([name, entries]) => [
      `  <file${xmlAttributes({ name })}>`,
      ...entries.map(({ attributes }) => `    <error${xmlAttributes(attributes)}/>`),
      '  </file>',
    ]),
    '</checkstyle>\n',
  ].join('\n');
}
