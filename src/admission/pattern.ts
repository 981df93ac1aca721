import type { KubeObject } from '../kubernetes/object.ts';

/** Files that are copied and filled in by hand. */
const pattern = /(^|[/._-])(templates?|tmpl|tpl|examples?|samples?)([/._-]|$)/i;

/** Whether an object is copied to be filled in, and none yet: what a tool applies is applied as it is. */
export function isPatternFor({ path, applier }: Pick<KubeObject, 'path' | 'applier'>): boolean {
  return applier === undefined && pattern.test(path);
}
