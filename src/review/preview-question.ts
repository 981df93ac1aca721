import type { Config } from '../config/config.ts';
import type { Versioned } from '../kong/upgrade/comparison.ts';
import { readWanted } from '../kong/upgrade/wanted-version.ts';
import { nearestName } from '../source/nearest-name.ts';
import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';
import type { Sources } from '../source/sources.ts';
import { preview, type Preview } from './preview.ts';
import { knownBundles } from './upgrades.ts';

/** What somebody asks about a tree, as it was written. */
export interface PreviewQuestion {
  /** The versions that are wanted; null where none is. */
  readonly versions: Readonly<Record<Versioned, string | null>>;
  /** The channel of Gateway API; null leaves it as it is. */
  readonly channel: 'standard' | 'experimental' | null;
  /** The name of the one cluster that is asked about; null for all. */
  readonly cluster: string | null;
}

/** The answer, or why there is none: a sentence without its full stop. */
export type PreviewAnswer = Preview | { readonly problem: string };

const names: Readonly<Record<Versioned, string>> = {
  chart: "a chart of Kong's",
  kic: 'Kong Ingress Controller',
  kong: 'Kong',
  operator: 'Kong Operator',
  'gateway-api': 'Gateway API',
};

const programs: readonly Versioned[] = ['chart', 'kic', 'kong', 'operator', 'gateway-api'];

/** What other versions would bring about in a tree. */
export function answerPreview(
  tree: Sources,
  config: Config,
  question: PreviewQuestion,
  expressions: CreateExpressions | null = null,
): PreviewAnswer {
  const versions: Record<Versioned, string | null> = { ...question.versions };
  for (const program of programs) {
    const text = versions[program];
    if (text === null) continue;
    const wanted = readWanted(program, text, knownBundles);
    if ('problem' in wanted) return wanted;
    versions[program] = wanted.version;
  }
  const { chart, kic, kong, operator, 'gateway-api': bundle } = versions;
  const gatewayApi = bundle === null ? null : { version: bundle, channel: question.channel };
  const found = preview(tree, config, { chart, kic, kong, operator, gatewayApi }, question.cluster, expressions);
  const problem = problemOf(found, versions, question.cluster);
  return problem === null ? found : { problem };
}

/** Why the question has no answer in this tree. */
function problemOf(
  { clusters, upgrades, present, hidden }: Preview,
  versions: PreviewQuestion['versions'],
  cluster: string | null,
): string | null {
  const [firstHidden, ...others] = hidden;
  const open =
    firstHidden === undefined
      ? ''
      : `; what is not looked at may bring it: ${firstHidden}${others.length > 0 ? `, and ${others.length} more` : ''}`;
  if (clusters.length === 0) return `nothing in the directory runs Kong or uses Gateway API${open}`;
  if (cluster !== null && !clusters.includes(cluster)) {
    const near = nearestName(cluster, clusters);
    const all = clusters.slice(0, 10).join(', ');
    return `there is no cluster "${cluster}"${near === null ? '.' : `; did you mean "${near}"?`} The clusters are ${all}`;
  }
  const moved = new Set(upgrades.flatMap(({ moves }) => moves.map(({ program }) => program)));
  const missing = programs.find(
    (program) =>
      versions[program] !== null &&
      !moved.has(program) &&
      !present.some((each) => each.program === program && fits(each, versions[program])),
  );
  if (missing === undefined) return null;
  const has = [...new Set(present.map(({ name, from }) => `${name}${from === null ? '' : ` ${from}`}`))];
  const what = has.length === 0 ? 'nothing of Kong' : has.join(', ');
  const version = missing === 'chart' ? ` that has a version ${versions.chart ?? ''}` : '';
  return `nothing here installs ${names[missing]}${version}; what stands here is ${what}${open}`;
}

/** Of several charts one may have the version that is asked for already. */
function fits({ program, from }: Preview['present'][number], version: string | null): boolean {
  return program !== 'chart' || from === version;
}
