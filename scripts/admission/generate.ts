import type { SchemaNode, SchemaPool } from '../../src/kubernetes/schema/model/schema.ts';
import { structureBreaches } from '../../src/kubernetes/schema/structure.ts';
import type { Random } from './random.ts';

/** JSON that may be changed. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Texts that fields and rules of the kinds have an opinion of. */
const words = [
  'Exact', 'PathPrefix', 'RegularExpression', 'Terminate', 'Passthrough', 'TLS', 'HTTP', 'HTTPS', 'TCP', 'UDP', 'GRPC',
  'Hostname', 'IPAddress', 'URI', '10.0.0.1', '::1', '*.example.com', 'a.example.com', 'Example.com', '10.0.0.', '/',
  '/a', '/a//b', '/a/../b', '/a/./b', '/a/..', '/a/.', '/a%2fb', '/a%2Fb', '/x#', '/a b', '1s', '10s', '0s', '2h',
  '100ms', 'Cookie', 'Header', 'Permanent', 'Session', 'CORS', '*', 'GET', 'kong', 'x', 'y', '', 'Same', 'All',
  'Selector', 'None', 'Enabled', 'Disabled', 'enabled', 'disabled', 'ClientAndServer', 'ServerOnly', 'foo.bar/baz',
  'Bad_Value', 'consistent-hashing', 'sticky-sessions', 'latency', 'none', 'ip', '0', '80', 'a'.repeat(64),
  'a'.repeat(254), 'ReplaceFullPath', 'ReplacePrefixMatch', 'Service', 'XBackend', 'gateway.networking.x-k8s.io',
  'konnect.konghq.com', 'KonnectExtension', 'DataPlaneMetricsExtension', 'proxy', 'controller', 'KONG_DATABASE', 'off',
  'kic', 'konnectNamespacedRef', 'konnectID', 'services', 'a.svc.cluster.local', '.a.B', 'a-b', '19:00', 'H2C', 'WSS',
]; // prettier-ignore

const oddities: readonly Json[] = [
  null, true, false, 0, 1, -1, 80, 443, 65_535, 65_536, 70_000, 1.5, 2_147_483_648, [], {}, [null], 'x',
]; // prettier-ignore

const keys = ['a', 'b.c/d', 'team', 'konghq.com/x', 'Bad key', '-x', ''];

/** Makes and changes objects; a careful one keeps to the structure, so that rules are reached. */
export function createGenerator(pool: SchemaPool, { pick, chance, next }: Random, isCareful: boolean) {
  function fits(value: Json, node: SchemaNode): boolean {
    return structureBreaches(value, node, pool).length === 0;
  }

  function valueOf(number: number, depth = 0): Json {
    const node = pool.nodeOf(number);
    if (!isCareful && chance(0.03)) return structuredClone(pick(oddities));
    if (node.enum !== undefined) return pick(node.enum);
    if (node.isIntOrString) return pick([80, 'http', '50%']);
    switch (node.type) {
      case 'string':
        return textOf(node);
      case 'integer':
      case 'number':
        return numberOf(node);
      case 'boolean':
        return chance(0.5);
      case 'array':
        return listOf(node, depth);
      default:
        return mapOf(node, depth);
    }
  }

  function textOf(node: SchemaNode): string {
    if (!isCareful) return pick(words);
    const fitting = words.filter((word) => fits(word, node));
    return fitting.length > 0 ? pick(fitting) : 'a'.repeat(node.minLength ?? 1);
  }

  function numberOf(node: SchemaNode): number {
    const numbers = [1, 2, 3, 5, 80, 80, 443, 443, 0, 100, 301, 302, 500];
    if (!isCareful) return pick([...numbers, (node.maximum ?? 9) + 1]);
    const fitting = numbers.filter((number) => fits(number, node));
    return fitting.length > 0 ? pick(fitting) : (node.minimum ?? 1);
  }

  function listOf({ items, minItems = 0, maxItems = 9 }: SchemaNode, depth: number): Json[] {
    const count = Math.max(isCareful ? minItems : 0, Math.min(maxItems, pick([0, 1, 1, 2, 2, 3])));
    const list: Json[] = [];
    for (let index = 0; index < count; index++) {
      const [first] = list;
      if (first !== undefined && chance(0.25)) list.push(structuredClone(first));
      else list.push(items === undefined ? 1 : valueOf(items, depth + 1));
    }
    return list;
  }

  function mapOf({ properties = {}, additionalProperties, required = [] }: SchemaNode, depth: number): Json {
    const map: Record<string, Json> = {};
    if (depth > 5) return map;
    for (const [key, number] of Object.entries(properties)) {
      const wanted = required.includes(key) ? isCareful || chance(0.95) : chance(depth < 2 ? 0.6 : 0.4);
      if (wanted) map[key] = valueOf(number, depth + 1);
    }
    if (additionalProperties !== undefined) {
      for (let count = next() * 2; count > 0; count--) map[pick(keys)] = valueOf(additionalProperties, depth + 1);
    }
    return map;
  }

  /** Changes one place of an object. */
  function mutate(object: Json, root: number): void {
    const places = placesOf(pool, object, root).filter(
      ({ path, number }) =>
        path.length > 0 &&
        !['apiVersion', 'kind'].includes(String(path[0])) &&
        (isCareful ? number !== undefined && path[0] !== 'metadata' : path[0] !== 'metadata' || chance(0.2)),
    );
    if (places.length === 0) return;
    const place = pick(places);
    if (isCareful || chance(0.45)) changeWithin(object, place);
    else changeBadly(object, place);
  }

  function changeWithin(object: Json, { path, value, number }: Place): void {
    if (number === undefined) return;
    const { properties, required = [], items } = pool.nodeOf(number);
    if (isMap(value) && properties !== undefined) {
      const key = pick(Object.keys(properties));
      const inner = properties[key];
      if (chance(0.35) && !required.includes(key)) delete value[key];
      else if (inner !== undefined) value[key] = valueOf(inner);
    } else if (Array.isArray(value) && items !== undefined) {
      const way = next();
      if (value.length === 0 || way < 0.5) value.push(valueOf(items));
      else if (way < 0.75) value.push(structuredClone(pick(value)));
      else value.splice(Math.floor(next() * value.length), 1);
    } else if (path.length > 0) put(object, path, valueOf(number));
  }

  function changeBadly(object: Json, { path, value }: Place): void {
    const last = path.at(-1) ?? '';
    const way = next();
    if (way < 0.25) take(object, path);
    else if (way < 0.5) put(object, path, structuredClone(pick(oddities)));
    else if (way < 0.75 && typeof value === 'string') put(object, path, pick(words));
    else if (Array.isArray(value) && value.length > 0) value.push(structuredClone(pick(value)));
    else if (typeof last === 'string' && path.length > 1) {
      take(object, path);
      put(object, [...path.slice(0, -1), pick([`${last}s`, last.slice(0, -1), 'x'])], value);
    }
  }

  return { valueOf, mutate };
}

type Path = readonly (string | number)[];

interface Place {
  readonly path: Path;
  readonly value: Json;
  readonly number: number | undefined;
}

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placesOf(pool: SchemaPool, value: Json, number: number | undefined, path: Path = []): Place[] {
  const node = number === undefined ? {} : pool.nodeOf(number);
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(pool, item, node.items, [...path, index]))
    : isMap(value)
      ? Object.entries(value).flatMap(([key, each]) =>
          placesOf(pool, each, node.properties?.[key] ?? node.additionalProperties, [...path, key]),
        )
      : [];
  return [{ path, value, number }, ...inner];
}

function holderOf(object: Json, path: Path): Json {
  return path.slice(0, -1).reduce<Json>((inner, key) => (inner as Record<string | number, Json>)[key] ?? null, object);
}

function put(object: Json, path: Path, value: Json): void {
  (holderOf(object, path) as Record<string | number, Json>)[path.at(-1) ?? ''] = value;
}

function take(object: Json, path: Path): void {
  const holder = holderOf(object, path);
  if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1);
  else if (isMap(holder)) delete holder[String(path.at(-1))];
}
