import { get, listAt, type MapNode, type Node, stringAt } from '../../source/node.ts';
import { directoryOf, resolvePath } from '../../source/paths.ts';
import { missingPath } from '../deployed/missing-path.ts';
import type { MissingSource } from '../model/deployment-fault.ts';
import type { Run } from './run.ts';

/** Values files and the chart's directory that helmfile does not find, so that it stops before anything is applied. */
export function missingReleaseFiles(release: MapNode, { index, path, roots }: Run): readonly MissingSource[] {
  // A template may leave the release out, a hook may make the file.
  const isPlain = !(index.sources.text(path) ?? '{{').includes('{{');
  if (!isPlain || mayDoWithout(release) || roots.some(mayDoWithout)) return [];
  const name = stringAt(release, 'name')?.value ?? '';
  const by = (field: string, what: string) => ({
    object: { kind: 'release', namespace: stringAt(release, 'namespace')?.value ?? null, name },
    title: `helmfile release ${name}`,
    root: release,
    field,
    what,
  });
  const fault = (node: Node | undefined, field: string, what: string): readonly MissingSource[] => {
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') return [];
    const target = isLocalPath(node.value) ? resolvePath(directoryOf(path), node.value) : null;
    return target === null ? [] : missingPath(target, { value: node.value, at: node.at }, by(field, what), index);
  };
  const chart = get(release, 'chart');
  const isDirectory = chart?.kind === 'scalar' && /^\.{1,2}\//.test(String(chart.value));
  return [
    ...(isDirectory ? fault(chart, 'chart', 'chart') : []),
    ...listAt(release, 'values').flatMap((item) => fault(item, 'values', 'values file')),
    ...listAt(release, 'secrets').flatMap((item) => fault(item, 'secrets', 'secrets file')),
  ];
}

/** Whether a release, or all of a helmfile, may be left out, or its files may be missing or made by something. */
function mayDoWithout(node: Node): boolean {
  return [
    'missingFileHandler',
    'installed',
    'condition',
    'hooks',
    'inherit',
    'valuesPathPrefix',
    'bases',
    'templates',
  ].some((key) => get(node, key) !== undefined);
}

/** No URL, pattern, or path of the machine. */
function isLocalPath(text: string): boolean {
  return text !== '' && !/^[/~]|[*?[{$]|:/.test(text);
}
