import type { ClusterConfig } from '../../config/config.ts';
import { anyGlob } from '../../config/globs.ts';
import { ancestorsOf } from '../../source/paths.ts';
import type { Unit } from '../deployed/unit.ts';

/** Whether a unit, or a file it takes in, lies in a path of a configured cluster; no paths are all paths. */
export function belongsTo(unit: Unit, { paths }: ClusterConfig): boolean {
  if (paths.length === 0) return true;
  const matches = anyGlob(paths);
  // `clusters/prod` names the directory as well as what is in it.
  const inside = (path: string): boolean => [path, `${path}/`, ...ancestorsOf(path)].some((above) => matches(above));
  return unit.anchors.some(inside) || unit.candidates.some(({ path }) => inside(path));
}
