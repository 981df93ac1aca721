import { ancestorsOf, baseName, directoryOf, isWithin, isYamlName, joinPath } from '../../source/paths.ts';
import { isSampleFolder } from '../model/sample-folder.ts';

const retired = /^[._-]?(archived?|attic|deprecated|disabled|obsolete)$/i;
const documentation = /^(docs?|documentation)$/i;
const testData = /^(testdata|test-data|fixtures?|__\w+__)$/i;
const rendered = /^[._-]?(rendered|generated|out|output)$/i;
const tests = /^(tests?|test[_-]?suites?|e2e|(e2e|integration|acceptance)[_-]?tests?|conformance)$/i;

/** Folders whose children are stages, names of stages, and folders that may be one: there something runs. */
const stageParents = /^(clusters?|environments?|envs?|stages?|overlays)$/i;
const stages = [
  'base',
  'dev',
  'development',
  'live',
  'nonprod',
  'preprod',
  'prod',
  'production',
  'qa',
  'staging',
  'uat',
];
const mayBeStage = /^(test|e2e|demo|(e2e|integration|acceptance)[_-]?test)$/i;

/** Directories with a Chart.yaml. */
interface Charts {
  readonly charts: ReadonlyMap<string, string>;
}

/**
 * Why a file is not deployed although it looks as if it were: archives, documentation, test data,
 * rendered output and what belongs to a chart. Null for everything else. Only segments below
 * `from` count: who points a tool at a directory means what is in it.
 */
export function setAside(path: string, index: Charts, from = ''): string | null {
  const below = from === '' ? path : path.slice(from.length + 1);
  const segments = below.split('/').slice(0, -1);
  if (segments.some((segment) => retired.test(segment))) return 'it is archived';
  if (segments.some((segment) => testData.test(segment))) return 'it is test data';
  if (segments.some((segment) => rendered.test(segment))) return 'it is rendered output';
  if (segments.some((segment) => documentation.test(segment))) return 'it is documentation';
  if (segments.includes('node_modules')) return 'it is a dependency that was downloaded';
  if (segments.some((segment) => segment.startsWith('.'))) return 'it lies in a hidden directory';
  return chartAround(path, index, from) === null ? null : 'it is part of a chart';
}

/** What tells a test or a sample from something that runs. */
export interface Surroundings {
  readonly isDirectory: (path: string) => boolean;
  /** Whether something in the directory installs Kong. */
  readonly installsKong: (directory: string) => boolean;
}

/** Why nobody applies a file by hand: it is a test, a template, or a sample that does not bring its Kong. */
export function notForUse(path: string, around: Surroundings): string | null {
  for (const directory of ancestorsOf(path)) {
    const name = baseName(directory);
    if (mayBeStage.test(name) && areStages(directoryOf(directory), around)) continue;
    if (tests.test(name)) return 'it is a test';
    // Scripts that set up a cluster stand there too.
    if (name === 'hack' && isYamlName(path)) return 'it is for development';
    if (/^_?(\w+[-_])?templates$/i.test(name)) return 'it is a template';
    if (name === 'legacy' && !areStages(directoryOf(directory), around)) return 'it is archived';
    if (isSampleFolder(name) && !around.installsKong(sampleOf(path, directory))) return 'it is a sample without Kong';
  }
  return null;
}

/** The directory of the sample that holds a path, or the one that holds the samples for a file directly in it. */
export function sampleOf(path: string, samples: string): string {
  return ancestorsOf(path).find((directory) => directoryOf(directory) === samples && directory !== '') ?? samples;
}

/** Whether the folders of a directory are stages: its name says so, or one of them has the name of one. */
function areStages(parent: string, { isDirectory }: Surroundings): boolean {
  return stageParents.test(baseName(parent)) || stages.some((name) => isDirectory(joinPath(parent, name)));
}

/** The outermost directory with a Chart.yaml that holds the path, within `from`; null when there is none. */
export function chartAround(path: string, index: Charts, from = ''): string | null {
  let found: string | null = null;
  for (const directory of ancestorsOf(path))
    if (index.charts.has(directory) && isWithin(directory, from)) found = directory;
  return found;
}
