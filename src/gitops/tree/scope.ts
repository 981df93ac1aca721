import { addAncestors, directoryOf } from '../../source/paths.ts';
import type { TreeBefore } from '../model/cluster.ts';
import type { FileFacts } from './file-facts.ts';

/** Which files that deploy others count although nothing that they name is a subject of the review. */
export interface DeploymentScope {
  /** Every one. */
  readonly all: boolean;
  /** Besides, those that counted in the tree before. */
  readonly before: TreeBefore | null;
  /** Names that something names which is not in the tree. Absent means none. */
  readonly named?: readonly string[];
  /** Whether Kong's Gateways stand in another repository, so that routes matter where nothing here speaks of Kong. Absent means no. */
  readonly kongElsewhere?: boolean;
}

/** Only what could bring a subject, were it not broken. */
export const ours: DeploymentScope = { all: false, before: null };

/**
 * Files that deploy others and are broken, perhaps, where they should name a subject: one lies in or below the
 * directory of a kustomization, or beside what is named and not there; what is not there is called after one; or they
 * named one before.
 */
export function mayBringSubjects(
  files: ReadonlyMap<string, FileFacts>,
  relevant: ReadonlySet<string>,
  isThere: (path: string) => boolean,
  { all, before }: DeploymentScope,
): readonly string[] {
  const above = new Set<string>();
  for (const path of relevant) addAncestors(path, above);
  above.delete('');
  const mayMiss = (mention: string): boolean =>
    (isCalledSo(mention) || above.has(directoryOf(mention))) && !isThere(mention);
  const may = (path: string, { role, deploys, mentions }: FileFacts): boolean => {
    if (!deploys) return false;
    if (all || before?.deploying.has(path) === true) return true;
    return (role === 'kustomization' && above.has(directoryOf(path))) || mentions.some(mayMiss);
  };
  return [...files].filter(([path, facts]) => !relevant.has(path) && may(path, facts)).map(([path]) => path);
}

function isCalledSo(path: string): boolean {
  return /kong|gateway/i.test(path);
}
