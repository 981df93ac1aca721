import { get, listAt, stringAt, type Node, type ScalarNode } from '../../source/node.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** The environment of a container of a manifest. */
export interface Environment {
  readonly env: ReadonlyMap<string, EnvValue>;
  /** Sources that are not in the tree, or null. */
  readonly unknownEnv: string | null;
}

/** The ConfigMap of the tree that a `configMapRef` or `configMapKeyRef` names. */
export type FindConfigMap = (reference: Node | undefined) => KubeObject | undefined;

/** What the process will see: `envFrom` in order, then `env`, with `$(NAME)` filled in. */
export function environmentOf(container: Node, namespace: string | null, find: FindConfigMap): Environment {
  const env = new Map<string, EnvValue>();
  const unseen: string[] = [];
  for (const source of listAt(container, 'envFrom')) {
    const reason = takeAll(source, env, find);
    if (reason === null) continue;
    unseen.push(reason);
    // A source that cannot be seen may set what earlier ones have set.
    for (const [name, { at }] of env) env.set(name, { kind: 'unknown', reason, at });
  }
  const written = get(container, 'env');
  if (written?.kind === 'unknown') unseen.push(written.reason);
  for (const item of listAt(written)) {
    const name = stringAt(item, 'name')?.value;
    if (name === undefined && item.kind === 'unknown') unseen.push(item.reason);
    if (name !== undefined) env.set(name, filledIn(valueOf(item, namespace, find), env));
  }
  return { env, unknownEnv: unseen.length === 0 ? null : unseen.join('; ') };
}

/** Takes all keys of one `envFrom` entry; the reason when they cannot be seen. */
function takeAll(source: Node, env: Map<string, EnvValue>, find: FindConfigMap): string | null {
  if (source.kind === 'unknown') return source.reason;
  const secret = stringAt(source, 'secretRef', 'name')?.value;
  if (secret !== undefined) return `Secret ${secret} fills part of the environment`;
  const name = stringAt(source, 'configMapRef', 'name')?.value;
  if (name === undefined) return null;
  const data = get(find(get(source, 'configMapRef'))?.root, 'data');
  if (data?.kind !== 'map') return `ConfigMap ${name} fills part of the environment and is not in the repository`;
  const prefix = stringAt(source, 'prefix')?.value ?? '';
  for (const { key, value } of data.entries.values()) env.set(`${prefix}${key}`, literal(value));
  return null;
}

function valueOf(item: Node, namespace: string | null, find: FindConfigMap): EnvValue {
  const from = get(item, 'valueFrom');
  if (from === undefined) return literal(get(item, 'value') ?? emptyAt(item));
  const field = stringAt(from, 'fieldRef', 'fieldPath')?.value;
  if (field === 'metadata.namespace' && namespace !== null) {
    return { kind: 'value', value: namespace, at: from.at, node: null, entries: null };
  }
  const map = stringAt(from, 'configMapKeyRef', 'name')?.value;
  const key = stringAt(from, 'configMapKeyRef', 'key')?.value;
  if (map !== undefined && key !== undefined) {
    const found = get(find(get(from, 'configMapKeyRef'))?.root, 'data', key);
    if (found !== undefined) return literal(found);
    return { kind: 'unknown', reason: `it comes from ConfigMap ${map}, which is not in the repository`, at: from.at };
  }
  const secret = stringAt(from, 'secretKeyRef', 'name')?.value;
  const source = secret === undefined ? (field ?? 'another object') : `Secret ${secret}`;
  return { kind: 'unknown', reason: `it comes from ${source}`, at: from.at };
}

/** Numbers and booleans are what the author meant as text, although the API server would refuse them. */
function literal(node: Node): EnvValue {
  const { at } = node;
  if (node.kind === 'unknown') return { kind: 'unknown', reason: node.reason, at };
  if (node.kind !== 'scalar') return { kind: 'unknown', reason: 'it is not a string', at };
  return { kind: 'value', value: String(node.value ?? ''), at, node, entries: null };
}

function emptyAt({ at }: Node): ScalarNode {
  return { kind: 'scalar', value: '', text: '', style: 'plain', at };
}

/** Kubernetes fills `$(NAME)` from what was set before, leaves it where nothing was, and reads `$$(` as `$(`. */
function filledIn(value: EnvValue, env: ReadonlyMap<string, EnvValue>): EnvValue {
  if (value.kind === 'unknown' || !value.value.includes('$(')) return value;
  let missing: EnvValue | null = null;
  const text = value.value.replace(/\$?\$\(([A-Za-z_][-A-Za-z0-9_.]*)\)/g, (whole, name: string) => {
    if (whole.startsWith('$$')) return whole.slice(1);
    const found = env.get(name);
    if (found?.kind === 'unknown') missing = { ...found, at: value.at };
    return found?.kind === 'value' ? found.value : whole;
  });
  return missing ?? { ...value, value: text, node: null };
}
