import { stringMap } from '../../gatewayapi/metadata.ts';
import { referencesOf } from '../../gatewayapi/references.ts';
import { kindOf } from '../../kubernetes/known-kinds.ts';
import type { Targets } from '../../kubernetes/targets.ts';
import type { Located } from '../../source/location.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import { environmentOf, type Environment, type FindConfigMap } from './environment.ts';
import { readImage } from '../model/image.ts';
import type { Container, Workload } from '../model/workload.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

const roleOfImage: Readonly<Record<string, Container['role']>> = {
  kong: 'proxy',
  'kong-gateway': 'proxy',
  'kong-ee': 'proxy',
  'kong-gateway-dev': 'proxy',
  'kubernetes-ingress-controller': 'ingress-controller',
  'kong-ingress-controller': 'ingress-controller',
  'kong-operator': 'operator',
  'gateway-operator': 'operator',
};

/** The workload that an object states, or null when it runs nothing of Kong's. */
export function workloadFromObject(object: KubeObject, targets: Targets<KubeObject>): Workload | null {
  const path = kindOf(object.group, object.kind)?.pod;
  if (path === undefined) return null;
  const pod = get(object.root, ...path);
  const named = new Map(referencesOf(object).map(({ node, to }) => [node, to]));
  const find: FindConfigMap = (reference) => {
    const to = reference && named.get(reference);
    return to && targets.find(to)[0];
  };
  const containers = listAt(pod, 'spec', 'containers').flatMap((item) => containerOf(item, object, find));
  if (containers.length === 0) return null;
  return {
    id: `${object.namespace ?? 'default'}/${object.name.value}`,
    namespace: object.namespace,
    name: object.name.value,
    containers,
    labels: stringMap(get(pod, 'metadata', 'labels')),
    origin: object,
    at: object.name.at,
  };
}

function containerOf(item: Node, object: KubeObject, find: FindConfigMap): readonly Container[] {
  const image = stringAt(item, 'image') ?? null;
  const name = stringAt(item, 'name')?.value ?? '';
  const environment = environmentOf(item, object.namespace, find);
  const role = roleOf(image?.value ?? '', environment);
  if (role === null) return [];
  const { args, unknown } = argumentsOf(item);
  const unseen = [environment.unknownEnv, unknown].filter((reason) => reason !== null).join('; ');
  return [{ role, name, image, env: environment.env, args, unknownEnv: unseen === '' ? null : unseen }];
}

/** By the image's name, and where a mirror has renamed it, by variables that only Kong and its controller read. */
function roleOf(image: string, { env }: Environment): Container['role'] | null {
  const known = roleOfImage[readImage(image).name];
  if (known !== undefined) return known;
  const has = (...names: readonly string[]): boolean => names.some((name) => env.has(name));
  if (has('CONTROLLER_KONG_ADMIN_URL', 'CONTROLLER_KONG_ADMIN_SVC', 'CONTROLLER_GATEWAY_API_CONTROLLER_NAME')) {
    return 'ingress-controller';
  }
  return has('KONG_PROXY_LISTEN', 'KONG_STREAM_LISTEN') ? 'proxy' : null;
}

/** The arguments behind the program's name, whether they stand in `command` or in `args`. */
function argumentsOf(item: Node): { readonly args: readonly Located<string>[]; readonly unknown: string | null } {
  const args: Located<string>[] = [];
  let unknown: string | null = null;
  for (const node of [...listAt(item, 'command').slice(1), ...listAt(item, 'args')]) {
    if (node.kind === 'unknown') unknown = node.reason;
    if (node.kind === 'scalar') args.push({ value: String(node.value ?? ''), at: node.at });
  }
  const whole = get(item, 'args');
  return { args, unknown: whole?.kind === 'unknown' ? whole.reason : unknown };
}
