import type { Location } from '../../source/location.ts';
import { isLocation, type Located } from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';
import { scalarWrittenAt, type MapNode } from '../../source/node.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { MissingSource } from '../model/deployment-fault.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Who names a path, and where. */
export interface Naming {
  readonly object: MissingSource['object'];
  readonly title: string;
  /** What holds the value. */
  readonly root: MapNode;
  readonly field: string;
  /** What the path should be: `values file`. */
  readonly what: string;
}

/** The fault of naming a path that is certainly missing; none where the value stands in no file. */
export function missingPath(
  path: string,
  text: Located<string>,
  by: Naming,
  index: TreeIndex,
): readonly MissingSource[] {
  if (!isLocation(text.at) || !index.missing.isMissing(path, text.at.path)) return [];
  const near = index.missing.near(path);
  const shown = JSON.stringify(text.value);
  const resolved = text.value.replace(/^(\.?\/)+/, '') === path ? '' : ` (${path})`;
  return [
    missingSource(by, text.at, `${by.what} ${shown}${resolved}, which is not in the repository`, {
      value: scalarWrittenAt(by.root, text.at) ?? null,
      near: near === null ? null : replaced(text.value, path, near),
      directories: [path],
    }),
  ];
}

/** A fault of an object that names something of this repository. */
export function missingSource(
  { object, title, field }: Naming,
  at: Location,
  reason: string,
  more: {
    readonly value?: ScalarNode | null;
    readonly near?: string | null;
    readonly directories?: readonly string[];
    readonly proof?: MissingSource['proof'];
  } = {},
): MissingSource {
  const { value = null, near = null, directories = [], proof = null } = more;
  return { kind: 'source', object, title, field, reason, at, value, near, deployers: [], directories, proof };
}

/** The text with the one segment changed in which two paths differ; null where it is not to be told. */
function replaced(text: string, path: string, near: string): string | null {
  const [wrong, right] = [path.split('/'), near.split('/')];
  const index = wrong.findIndex((segment, at) => segment !== right[at]);
  const [from = '', to = ''] = [wrong[index], right[index]];
  const segments = text.split('/');
  const at = segments.indexOf(from);
  if (at < 0 || segments.lastIndexOf(from) !== at) return null;
  return segments.with(at, to).join('/');
}

/** An object as the subject of a fault. */
export function namedObject({ kind, namespace, name }: KubeObject): MissingSource['object'] {
  return { kind, namespace, name: name.value };
}
