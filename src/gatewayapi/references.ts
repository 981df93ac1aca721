import type { Located, Place } from '../source/location.ts';
import { boundedName } from '../kubernetes/bounded-name.ts';
import { type Node, stringAt } from '../source/node.ts';
import { type Found, valuesAt } from '../kubernetes/field-path.ts';
import type { GroupKind, ReferenceField } from '../kubernetes/kind.ts';
import { kindOf } from '../kubernetes/known-kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { Identity } from '../kubernetes/targets.ts';
import { textAt } from './placeholder.ts';

/** One place of an object that names another one, whether that is there or not. */
export interface Reference {
  readonly from: GroupKind & { readonly namespace: string | null };
  /** As written, with the defaults of the field: the namespace is that of the object where none is stated. */
  readonly to: Identity;
  /** Keys and indexes from the root of the object: `['spec', 'listeners', 0, 'tls', 'certificateRefs', 1]`. */
  readonly path: readonly (string | number)[];
  /** The value at that path: the name itself, or the map that holds it. */
  readonly node: Node;
  readonly at: Place;
  /** Why it is not known what is named (a variable in the name), or null. */
  readonly unknownPart: string | null;
}

/** Everything that an object names, field by field in the order of the table of kinds. */
export function referencesOf(object: KubeObject): readonly Reference[] {
  return (kindOf(object.group, object.kind)?.references ?? []).flatMap((field) =>
    valuesAt(object.root, field.path).map((found) => referenceAt(found, field, object)),
  );
}

function referenceAt({ node, path }: Found, { by, to }: ReferenceField, from: Reference['from']): Reference {
  const text = (field: string): string | null => (by === 'map' ? boundedText(stringAt(node, field)) : null);
  const group = text('group') ?? to.group;
  const kind = text('kind') ?? to.kind;
  const namespace = kindOf(to.group, to.kind)?.scope === 'cluster' ? null : (text('namespace') ?? from.namespace);
  const name = (by === 'map' ? text('name') : boundedText(stringAt(node))) ?? '';
  return { from, to: { group, kind, namespace, name }, path, node, at: node.at, unknownPart: unknownIn(node, by) };
}

function boundedText(name: Located<string> | undefined): string | null {
  return name === undefined ? null : boundedName(name).value;
}

function unknownIn(node: Node, by: ReferenceField['by']): string | null {
  const texts = by === 'map' ? ['name', 'namespace', 'group', 'kind'].map((key) => textAt(node, key)) : [textAt(node)];
  return texts.find((text) => typeof text === 'string') ?? null;
}
