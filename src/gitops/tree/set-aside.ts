import { ancestorsOf, isWithin } from '../../source/paths.ts';

const retired = /^[._-]?(archived?|attic|deprecated|disabled|obsolete)$/i;
const documentation = /^(docs?|documentation)$/i;
const testData = /^(testdata|fixtures|__snapshots__|__tests__)$/i;
const rendered = /^[._-]?(rendered|generated|out|output)$/i;

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
  if (segments.some((segment) => segment.startsWith('.'))) return 'it lies in a hidden directory';
  return chartAround(path, index, from) === null ? null : 'it is part of a chart';
}

/** The outermost directory with a Chart.yaml that holds the path, within `from`; null when there is none. */
export function chartAround(path: string, index: Charts, from = ''): string | null {
  let found: string | null = null;
  for (const directory of ancestorsOf(path))
    if (index.charts.has(directory) && isWithin(directory, from)) found = directory;
  return found;
}
