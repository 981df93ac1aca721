import { stringMap } from '../../gatewayapi/metadata.ts';
import type { Located } from '../../source/location.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import { environmentOf, type Environment, type FindConfigMap } from './environment.ts';
import { readImage } from '../model/image.ts';
import type { Container, Workload } from '../model/workload.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

const templates: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  Pod: [],
};

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
export function workloadFromObject(object: KubeObject, find: FindConfigMap): Workload | null {
  const path = object.group === '' || object.group === 'apps' ? templates[object.kind] : undefined;
  if (path === undefined) return null;
  const pod = get(object.root, ...path);
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
