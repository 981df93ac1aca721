import type { Location, Place } from '../source/location.ts';
import { get, listAt, type MapNode, type Node, type ScalarNode } from '../source/node.ts';
import type { Reader } from './reader.ts';
import { naming } from './build-problem.ts';
import { blamingValue, Unbuildable } from './unbuildable.ts';
import { rawText, stringNode } from './values.ts';
import { trimmedEnd } from '../source/trim.ts';

/** One entry of a generated ConfigMap or Secret; the value stands where its text was written. */
export interface Pair {
  readonly key: string;
  readonly value: Node;
}

/** Reads `envs`, `env`, `literals` and `files` of a generator in kustomize's order; no key twice. */
export function readPairs(args: MapNode, reader: Reader): Pair[] {
  const env = get(args, 'env');
  const envs = [...listAt(args, 'envs'), ...(env === undefined || rawText(env) === '' ? [] : [env])];
  const from = (field: string, sources: readonly Node[], read: (source: Node) => readonly Pair[]): readonly Pair[] =>
    sources.flatMap((source) =>
      reader.step(
        () => blamingValue(source, field, () => read(source)),
        () => [],
      ),
    );
  const pairs = [
    ...from('envs', envs, (source) => fromEnvFile(source, reader)),
    ...from('literals', listAt(args, 'literals'), (source) => [fromLiteral(source)]),
    ...from('files', listAt(args, 'files'), (source) => [fromFile(source, reader)]),
  ];
  const keys = new Set<string>();
  for (const { key } of pairs) {
    if (keys.has(key)) throw new Unbuildable(naming`${rawText(get(args, 'name'))} has the key ${key} twice`);
    keys.add(key);
  }
  return pairs;
}

function fromLiteral(source: Node): Pair {
  const text = rawText(source);
  const equals = text.indexOf('=');
  if (equals <= 0) throw new Unbuildable(naming`the literal '${text.slice(0, 40)}' is not key=value`);
  return { key: text.slice(0, equals), value: stringNode(withoutQuotes(text.slice(equals + 1)), source.at) };
}

function withoutQuotes(text: string): string {
  const first = text.charAt(0);
  return text.length >= 2 && first === text.at(-1) && (first === '"' || first === "'") ? text.slice(1, -1) : text;
}

function fromFile(source: Node, reader: Reader): Pair {
  const text = rawText(source);
  const parts = text.split('=');
  if (parts.length > 2 || parts.some((part) => part === '')) {
    throw new Unbuildable(naming`the file '${text.slice(0, 80)}' is not path or key=path`);
  }
  const path = parts.at(-1) ?? '';
  const key = parts.length === 2 ? (parts[0] ?? '') : (trimmedEnd(path, '/').split('/').at(-1) ?? '');
  return { key, value: reader.content(path, source.at) };
}

function fromEnvFile(source: Node, reader: Reader): Pair[] {
  const content = reader.content(rawText(source), source.at);
  if (content.kind !== 'scalar')
    throw new Unbuildable(naming`the env file ${rawText(source)} cannot be read`, { cause: 'unavailable' });
  const pairs: Pair[] = [];
  let start = 0;
  const lines = String(content.value).split('\n');
  for (const [index, full] of lines.entries()) {
    const pair = envPair(index === 0 ? full.replace(/^\uFEFF/, '') : full, lineAt(content, index, start, full));
    if (pair !== null) pairs.push(pair);
    start += full.length + 1;
  }
  return pairs;
}

/** Empty lines and comments are nothing; a key without `=` has an empty value. */
function envPair(full: string, at: Place): Pair | null {
  const line = full.replace(/\r$/, '').trimStart();
  if (line === '' || line.startsWith('#')) return null;
  const equals = line.indexOf('=');
  const [key, text] = equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
  return key === '' ? null : { key, value: stringNode(text, at) };
}

function lineAt(content: ScalarNode, index: number, start: number, line: string): Place {
  if (!('path' in content.at)) return content.at;
  const place: Location = {
    path: content.at.path,
    start,
    end: start + line.length,
    line: index + 1,
    column: 1,
    endLine: index + 1,
    endColumn: line.length + 1,
  };
  return place;
}
