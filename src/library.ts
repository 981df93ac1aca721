import { print as printReview } from './report/print.ts';
import { jsonReport } from './report/json.ts';
import { formats as printed } from './report/format.ts';
import { configOf } from './review/in-memory.ts';
import { requireDate, requireFiles, requireOneOf, requireOptions } from './review/library-arguments.ts';
import { engine } from './review/engine.ts';
import { loadedExpressions } from './review/loaded-expressions.ts';
import { thresholds, verdictOf } from './review/verdict.ts';
import { linesFrom } from './report/source-lines.ts';
import { rules as allRules } from './rules/index.ts';
import { docsUrl } from './rules/rule-pages.ts';
import { sourcesOf } from './source/memory-sources.ts';
import packageJson from '../package.json' with { type: 'json' };

/** Texts by path, relative to the root of a repository, with `/`. */
export type Files = Readonly<Record<string, string>>;

export type Severity = 'error' | 'warning' | 'notice';

/** How a result can be printed, as `--format` names it. */
export type Format =
  'text' | 'json' | 'markdown' | 'sarif' | 'github' | 'junit' | 'html' | 'gitlab' | 'rdjson' | 'checkstyle';

export interface Options {
  /** Takes the place of the configuration's own threshold. */
  readonly failOn?: Severity | 'never';
  /** `YYYY-MM-DD` in UTC: suppressions that end before it have expired. Without it none has. */
  readonly today?: string;
}

/** A place in a file. Lines and columns start at 1, columns count UTF-16 units, `endColumn` is exclusive. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** Against the base; `check` calls every finding existing. */
  readonly status: 'introduced' | 'existing' | 'fixed';
  /** The first of `clusters`; empty for a file by itself. */
  readonly cluster: string;
  readonly clusters: readonly string[];
  /** What is wrong, and after "After merge:" what comes of it, as whole sentences. */
  readonly message: string;
  readonly outcome: null | {
    readonly effect: string;
    readonly conditions: readonly { readonly type: string; readonly status: string; readonly reason: string | null }[];
  };
  /** The files in which the line stands. */
  readonly side: 'head' | 'base';
  readonly related: readonly {
    readonly path: string;
    readonly line: number;
    readonly side: 'head' | 'base';
    readonly message: string;
  }[];
  /** Whole lines to replace, both included; the replacement is without the last line break. It was proven. */
  readonly suggestion: null | {
    readonly path: string;
    readonly startLine: number;
    readonly endLine: number;
    readonly replacement: string;
  };
  /** The address of the rule's page. */
  readonly docs: string;
  /** Stays the same when lines move or sentences change. */
  readonly fingerprint: string;
}

/** By type; a condition that the controller does not write is absent. Null: none is written, or they are not known. */
export type Conditions = null | Readonly<
  Record<string, { readonly status: string; readonly reason: string; readonly message: string }>
>;

export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname: string | null;
  readonly conditions: Conditions;
  /** Routes of these files that it takes; null: not known. */
  readonly attachedRoutes: number | null;
  readonly servedBy: null | {
    readonly service: string;
    readonly servicePort: number;
    readonly targetPort: number;
    readonly listen: 'proxy' | 'stream' | null;
    readonly ssl: boolean;
  };
  /** Why the conditions are not known. */
  readonly unverified: string | null;
}

export interface Gateway {
  readonly namespace: string | null;
  readonly name: string;
  readonly class: string;
  readonly implementation: 'kic' | 'operator' | 'other' | 'unknown';
  readonly path: string;
  readonly line: number | null;
  readonly conditions: Conditions;
  readonly listeners: readonly Listener[];
}

export interface Route {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly path: string;
  readonly line: number | null;
  readonly hostnames: readonly string[];
  /** Whether any request can reach a backend through Kong; null: not known. */
  readonly served: boolean | null;
  readonly parents: readonly {
    readonly gateway: string;
    readonly sectionName: string | null;
    readonly port: number | null;
    readonly conditions: Conditions;
    readonly unverified: string | null;
  }[];
}

/** What will run in one cluster, and the status that its controllers will write. */
export interface Cluster {
  readonly name: string;
  /** Why these files are one cluster. */
  readonly evidence: string;
  readonly controllers: readonly {
    readonly name: string;
    readonly kind: 'kic' | 'operator';
    readonly controllerName: string | null;
    readonly publishServices: readonly string[];
    readonly certainty: 'known' | 'defaulted' | 'unknown';
  }[];
  readonly classes: readonly { readonly name: string; readonly conditions: Conditions }[];
  readonly gateways: readonly Gateway[];
  readonly routes: readonly Route[];
}

export interface NotRead {
  readonly path: string;
  /** The reason as a code. */
  readonly cause: string;
  readonly reason: string;
}

export interface Unverified {
  readonly cluster: string;
  readonly about: string;
  /** The reason as a code. */
  readonly cause: string;
  readonly reason: string;
}

/** What `--format json` prints, as docs/command-line.md lists it; the fields that most programs read. */
export interface Report {
  readonly version: 1;
  readonly findings: readonly Finding[];
  readonly clusters: readonly Cluster[];
  readonly unread: readonly (NotRead & { readonly effect: 'failure' | 'neutral' | 'success' | 'none' })[];
  readonly unverified: readonly Unverified[];
}

export interface Result {
  /** `fail`: the command line would end with 1; `neutral`: something that changed was not read. */
  readonly verdict: 'pass' | 'neutral' | 'fail';
  readonly report: Report;
  /** The result as text in one of the formats, without colours; ends with a line break. */
  print(format: Format): Promise<string>;
}

export type Prediction = Pick<Report, 'clusters' | 'unread' | 'unverified'>;

/** A rule and its severity where no configuration says otherwise. */
export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly docs: string;
}

export const rules: readonly RuleDescription[] = allRules.map(({ id, title, severity }) => ({
  id,
  title,
  severity,
  docs: docsUrl(id),
}));

export const formats: readonly Format[] = [...printed];

/**
 * Everything that is wrong in a repository as it stands, by the configuration among the files.
 * @throws Error that names a path that no repository has, a text that is none, an option or the first problem of a configuration that is
 *   not valid
 */
export function check(files: Files, options: Options = {}): Result {
  return resultOf(null, files, options);
}

/**
 * What a change from base to head introduces, leaves and puts right, by the configuration of base.
 * @throws Error that names a path that no repository has, a text that is none, an option or the first problem of a configuration that is
 *   not valid
 */
export function review(base: Files, head: Files, options: Options = {}): Result {
  requireFiles('base', base);
  return resultOf(base, head, options);
}

/**
 * The status that Kong's controllers will write on Gateways, listeners and routes, and what of it is not known.
 * @throws Error that names a path that no repository has, a text that is none, or the first problem of a configuration that is not valid
 */
export function predict(files: Files): Prediction {
  const { clusters, unread, unverified } = check(files).report;
  return { clusters, unread, unverified };
}

function resultOf(base: Files | null, head: Files, options: Options): Result {
  requireOptions(options);
  const { failOn, today } = options;
  requireFiles(base === null ? 'files' : 'head', head);
  if (failOn !== undefined) requireOneOf('failOn', failOn, thresholds);
  if (today !== undefined) requireDate('today', today);
  const ofFiles = configOf(base ?? head);
  const config = { ...ofFiles, failOn: failOn ?? ofFiles.failOn };
  const before = base && sourcesOf(base);
  const found = engine.review(before, sourcesOf(head), config, today ?? null, null, loadedExpressions());
  const standard = { failOn: config.failOn, compared: base !== null };
  const shown = { what: 'review', states: null, colour: false, columns: null, version: packageJson.version } as const;
  const lineOf = linesFrom(
    (path) => head[path],
    (path) => base?.[path],
  );
  return {
    verdict: verdictOf(found, { ...standard, configInvalid: false }),
    report: JSON.parse(jsonReport(found)) as Report,
    print: async (format) => {
      requireOneOf('format', format, formats);
      return await printReview(found, { ...shown, ...standard, format, lineOf });
    },
  };
}
