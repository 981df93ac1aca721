import { splitFieldPath, type FieldSpec } from './field-path.ts';
import type { GroupVersionKind } from './resource.ts';

/** Which fields hold the name of objects of one kind. */
export interface NameReference extends Partial<GroupVersionKind> {
  readonly fields: readonly FieldSpec[];
}

/** The fields that each transformer edits: kustomize's defaults, and what `configurations` add. */
export interface FieldSpecs {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
}

/** Reads a table of `path | kind | group | version`, the last three optional. */
export function fieldSpecs(create: boolean, table: string): FieldSpec[] {
  const rows = table
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');
  return rows.map((row) => {
    const [path = '', kind = '', group = '', version = ''] = row.split('|').map((cell) => cell.trim());
    return { path: splitFieldPath(path), kind, group, version, create };
  });
}

/** Adds specs that are not there yet; one for every kind covers one for a single kind. */
export function mergeFieldSpecs(specs: readonly FieldSpec[], more: readonly FieldSpec[]): readonly FieldSpec[] {
  const merged = [...specs];
  for (const spec of more) if (!merged.some((old) => covers(old, spec))) merged.push(spec);
  return merged.length === specs.length ? specs : merged;
}

function covers(old: FieldSpec, spec: FieldSpec): boolean {
  const same = (part: 'group' | 'version' | 'kind') => !spec[part] || old[part] === spec[part];
  return old.path.join('/') === spec.path.join('/') && same('group') && same('version') && same('kind');
}
