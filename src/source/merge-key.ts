import { isScalar } from 'yaml';
import { type Entry, withValue } from './node.ts';

/** Tags under which go-yaml merges whatever the quotes; `!` says that there is no tag. */
const mergeTags = new Set(['tag:yaml.org,2002:merge', '!!merge', '!']);

/** Whether a key merges what stands behind it. */
export function isMergeKey(key: unknown): boolean {
  if (!isScalar(key) || key.value !== '<<') return false;
  return key.tag === undefined ? key.type === 'PLAIN' : mergeTags.has(key.tag);
}

/** What stands before a merge key and comes with it as well: one of the two, where they differ. */
export function eitherOf(stated: Entry, merged: Entry): Entry {
  const isSame =
    stated.value.kind === 'scalar' && merged.value.kind === 'scalar' && stated.value.value === merged.value.value;
  const reason = 'kubectl and Helm take the value that "<<" brings, and kustomize the one that stands before it';
  return isSame ? merged : withValue(merged, { kind: 'unknown', reason, at: merged.value.at });
}
