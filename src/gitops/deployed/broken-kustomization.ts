import type { BuildFault } from '../../kustomize/build-fault.ts';
import type { BuildProblem } from '../../kustomize/build-problem.ts';
import { joinPath } from '../../source/paths.ts';
import type { BrokenKustomization } from '../model/deployment-fault.ts';
import type { Declaration } from '../model/release.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { startOf } from './release.ts';

/** Who builds a directory. */
interface Builder {
  readonly declaration: Declaration;
  readonly title: string;
}

/**
 * The failure of a build as a fault of the repository; null where the build may succeed all the same:
 * with other load restrictions, or with a file that something makes before.
 */
export function brokenKustomization(
  failure: BuildProblem,
  directory: string,
  { declaration, title }: Builder,
  { sources, missing, hasKustomization }: TreeIndex,
): BrokenKustomization | null {
  const { fault, path, reason } = failure;
  if (fault === undefined || fault.kind === 'restricted') return null;
  if (fault.missing !== null && !missing.isMissing(fault.missing, path)) return null;
  const at = fault.at ?? startOf(sources.has(path) ? path : joinPath(directory, 'kustomization.yaml'));
  if (!sources.has(at.path)) return null;
  const isAlone = declaration.tool === 'kustomize' && (title === at.path || title === path);
  return {
    kind: 'kustomization',
    isOwn: hasKustomization(directory),
    path,
    fault: fault.kind,
    field: fault.field,
    reason,
    at,
    value: fault.named,
    near: nearText(fault, missing),
    deployers: isAlone ? [] : [{ title, at: declaration.at }],
    directories: [directory],
  };
}

/** The text that names a path one letter away: the last segments of the value change with those of the path. */
function nearText({ missing, named }: BuildFault, paths: TreeIndex['missing']): string | null {
  if (missing === null || named === null || typeof named.value !== 'string') return null;
  const near = paths.near(missing);
  if (near === null) return null;
  const wrong = missing.split('/');
  const index = near.split('/').findIndex((segment, at) => segment !== wrong[at]);
  const [from = '', to = ''] = [wrong[index], near.split('/')[index]];
  const text = named.value;
  const start = from === '' ? -1 : text.lastIndexOf(from);
  if (start < 0 || text.indexOf(from) !== start) return null;
  return text.slice(0, start) + to + text.slice(start + from.length);
}
