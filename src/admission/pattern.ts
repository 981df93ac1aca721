import type { KubeObject } from '../kubernetes/object.ts';

/** Files that are copied and filled in by hand. */
const pattern = /(^|[/._-])(templates?|tmpl|tpl|examples?|samples?)([/._-]|$)/i;

/** Whether an object is copied to be filled in, and none yet: what a tool applies is applied as it is. */
export function isPatternFor({ path, root, applier }: Pick<KubeObject, 'path' | 'root' | 'applier'>): boolean {
  return applier === undefined && (pattern.test(path) || hasDirective(root));
}

/** `$patch`, or `$apply` of a test: a tool makes another object of it. */
function hasDirective({ entries }: KubeObject['root']): boolean {
  for (const { key } of entries.values()) if (key.startsWith('$')) return true;
  return false;
}
