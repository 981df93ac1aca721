import { referencesOf } from '../gatewayapi/references.ts';
import { secretSourcesOf, type SecretSource } from '../gatewayapi/secret.ts';
import type { MayBring } from '../gitops/model/may-bring.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { kongGroup, secret } from '../kubernetes/kinds.ts';
import { isOfKind } from '../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../kubernetes/object.ts';
import { mapAt } from '../source/node.ts';
import { withShortWords } from '../source/shortened.ts';
import type { NoLongerVerified } from './no-longer-verified.ts';

/**
 * Objects that a change takes away, that others in head still name, and that something may bring which is not seen: no
 * rule says that they are missing, and nobody knows that they are there.
 */
export function doubtedAbsences(
  before: readonly Pick<ClusterView, 'name' | 'objects'>[],
  after: readonly Pick<ClusterView, 'name' | 'objects'>[],
  mayBring: MayBring,
): readonly NoLongerVerified[] {
  if (before.length === 0) return [];
  const anywhere = new Set(after.flatMap(({ objects }) => objects.map(keyOf)));
  const found = new Map<string, NoLongerVerified>();
  for (const { name, objects } of before) {
    const gone = objects.filter((object) => {
      const key = keyOf(object);
      return !anywhere.has(key) && !found.has(key);
    });
    const left = gone.length === 0 ? undefined : after.find((cluster) => cluster.name === name);
    if (left === undefined) continue;
    const namedBy = namesIn(left.objects);
    const made = left.objects.flatMap(secretSourcesOf);
    for (const object of gone) {
      if (isOfKind(object, secret) && made.some((each) => isSameSecret(each, object))) continue;
      const by = namedBy(object);
      const { kind, namespace, path } = object;
      if (by === undefined || !mayBring({ kind, namespace, name: object.name.value, path })) continue;
      const reason = `this change takes it away, ${nameOf(by)} names it, and whether something else brings it is not known`;
      found.set(keyOf(object), {
        what: 'object',
        cluster: name,
        about: withShortWords(nameOf(object)),
        reason: withShortWords(reason),
      });
    }
  }
  return [...found.values()];
}

/** Whether an object of an operator makes a Secret of the same name. */
function isSameSecret(made: SecretSource, { name, namespace }: KubeObject): boolean {
  return made.name === name.value && (made.namespace === null || made.namespace === namespace);
}

/** Tells which object names another one, in a field or in an annotation of Kong's. */
function namesIn(objects: readonly KubeObject[]): (object: KubeObject) => KubeObject | undefined {
  const named = new Map<string, KubeObject>();
  const plugins = new Map<string, KubeObject>();
  for (const object of objects) {
    for (const { to } of referencesOf(object))
      named.set(JSON.stringify([to.group, to.kind, to.namespace, to.name]), object);
    for (const [key, { value }] of mapAt(object.root, 'metadata', 'annotations')?.entries ?? [])
      if (/^konghq\.com\/(plugins|override|upstream-policy)$/.test(key) && value.kind === 'scalar')
        for (const name of String(value.value).split(',')) plugins.set(`${object.namespace} ${name.trim()}`, object);
  }
  return (object) =>
    named.get(keyOf(object)) ??
    (object.group === kongGroup ? plugins.get(`${object.namespace} ${object.name.value}`) : undefined);
}

function keyOf({ group, kind, namespace, name }: KubeObject): string {
  return JSON.stringify([group, kind, namespace, name.value]);
}
