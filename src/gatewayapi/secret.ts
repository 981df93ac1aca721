import { get, mapAt, stringAt, type Node } from '../source/node.ts';
import { valuesAt } from '../kubernetes/field-path.ts';
import { secret } from '../kubernetes/kinds.ts';
import type { SecretName } from '../kubernetes/kind.ts';
import { isOfKind, kindOf } from '../kubernetes/known-kinds.ts';
import { pemIn } from './pem.ts';
import { placeholderIn, textAt } from './placeholder.ts';
import type { KubeObject } from '../kubernetes/object.ts';

/** Something that puts a Secret into the cluster: the Secret itself, or what an operator makes one of. */
export interface SecretSource {
  readonly object: KubeObject;
  readonly name: string;
  /** Null for any namespace. */
  readonly namespace: string | null;
  /** What is wrong with it as a TLS Secret; null when nothing is, or when its content is not in the tree. */
  readonly fault: string | null;
}

/** The Secrets an object puts into the cluster; empty when it is something else. */
export function secretSourcesOf(object: KubeObject): readonly SecretSource[] {
  const made = kindOf(object.group, object.kind)?.secret;
  const fault = isOfKind(object, secret) ? faultOf(object) : null;
  return namesOf(object, made).map(({ name, namespace }) => ({
    object,
    name,
    namespace: isCopied(object, made) ? null : namespace,
    fault,
  }));
}

type SecretPlace = Pick<SecretSource, 'name' | 'namespace'>;

function namesOf(object: KubeObject, made: SecretName | undefined): readonly SecretPlace[] {
  if (made === undefined || (made.where !== undefined && !isAnnotated(object, made.where))) return [];
  for (const path of made.paths) {
    const [around, key] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
    const names = valuesAt(object.root, around).flatMap(({ node }): readonly SecretPlace[] => {
      const name = stringAt(node, key)?.value;
      return name === undefined ? [] : [{ name, namespace: namespaceBeside(node, object) }];
    });
    if (names.length > 0) return names;
  }
  return made.orOwnName ? [{ name: object.name.value, namespace: object.namespace }] : [];
}

/** Some operators make the Secret in a namespace that stands beside its name. */
function namespaceBeside(node: Node, { namespace }: KubeObject): string | null {
  const stated = get(node, 'namespace') ?? get(node, 'secretNamespace');
  if (stated === undefined) return namespace;
  const text = textAt(stated);
  return typeof text === 'object' ? text.value : null;
}

function isCopied(object: KubeObject, made: SecretName | undefined): boolean {
  return made?.copied !== undefined && isAnnotated(object, made.copied);
}

function isAnnotated(object: KubeObject, keys: RegExp): boolean {
  return [...(mapAt(object.root, 'metadata', 'annotations')?.entries.keys() ?? [])].some((key) => keys.test(key));
}

/** The value of a label of a Secret that comes from a source; null where it has none, undefined where that is not known. */
export function labelOfSecret({ object, namespace }: SecretSource, key: string): string | null | undefined {
  const path = kindOf(object.group, object.kind)?.secret?.labels;
  // A copy has the labels that whoever copies it gives it.
  if (path === undefined || (namespace === null && object.namespace !== null)) return undefined;
  const steps = path.map((_, index) => get(object.root, ...path.slice(0, index + 1)));
  if (steps.some((step) => step?.kind === 'unknown')) return undefined;
  const labels = steps.at(-1);
  if (labels?.kind !== 'map') return null;
  if ([...labels.entries.values()].some(({ key: name }) => placeholderIn(name) !== null)) return undefined;
  const value = labels.entries.get(key)?.value;
  if (value === undefined) return null;
  const text = textAt(value);
  return typeof text === 'object' ? text.value : undefined;
}

/** What the controller has against a Secret of the tree: it wants PEM below `tls.crt` and `tls.key`. */
function faultOf(object: KubeObject): string | null {
  // Encrypted or filled in later: what stands in the tree is not what the cluster holds.
  if (get(object.root, 'sops') !== undefined || isFilledLater(object)) return null;
  for (const key of ['tls.crt', 'tls.key']) {
    const plain = get(object.root, 'stringData', key);
    const encoded = get(object.root, 'data', key);
    const node = plain ?? encoded;
    if (node === undefined) return `it has no ${key}`;
    if (node.kind !== 'scalar') return null;
    if (!pemIn(String(node.value ?? ''), plain === undefined)) return `its ${key} is not PEM`;
  }
  return null;
}

/** Placeholders of argocd-vault-plugin, and operators and generators that fill a Secret. */
export function isFilledLater(object: KubeObject): boolean {
  const annotations = mapAt(object.root, 'metadata', 'annotations');
  const keys = [...(annotations?.entries.keys() ?? [])];
  if (keys.some((key) => /avp\.|vault|reflector|replicat|cert-manager\.io|kubed|inject|secret-?gen/i.test(key)))
    return true;
  const values = ['data', 'stringData'].flatMap((block) =>
    [...(mapAt(object.root, block)?.entries.values() ?? [])].map(({ value }) => value),
  );
  return values.some(isPlaceholder) || (values.length > 0 && values.every(isEmpty));
}

function isPlaceholder(value: Node): boolean {
  if (value.kind === 'unknown') return true;
  return value.kind === 'scalar' && typeof value.value === 'string' && /[<{$%]|ENC\[|^ref\+/.test(value.value);
}

function isEmpty(value: Node): boolean {
  return value.kind === 'scalar' && (value.value === '' || value.value === null);
}
