import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { toJson } from '../source/json.ts';
import type { Json, MapNode, Node } from '../source/node.ts';
import { kindOf } from './resource.ts';

/** The suffix that kustomize gives a generated ConfigMap or Secret: ten letters from its content. */
export function contentHash(root: MapNode): string {
  const kind = kindOf(root);
  const fields = kind === 'Secret' ? secretFields(root) : configMapFields(root);
  // kustomize looks for a field called "metadata/name", which nothing has.
  const encoded = goJson({ kind, name: '', ...fields });
  const hex = bytesToHex(sha256(utf8ToBytes(encoded))).slice(0, 10);
  return Array.from(hex, (digit) => harmless[digit] ?? digit).join('');
}

/** No vowels and few look-alikes, so that no hash spells a word. */
const harmless: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

function configMapFields(root: MapNode): { [key: string]: Json } {
  const binary = root.entries.get('binaryData')?.value;
  return { data: fieldOf(root, 'data'), ...(binary?.kind === 'map' ? { binaryData: toJson(binary) } : {}) };
}

function secretFields(root: MapNode): { [key: string]: Json } {
  const strings = root.entries.get('stringData')?.value;
  return {
    type: fieldOf(root, 'type'),
    data: fieldOf(root, 'data'),
    ...(strings?.kind === 'map' ? { stringData: toJson(strings) } : {}),
  };
}

function fieldOf(root: MapNode, name: string): Json {
  const value: Node | undefined = root.entries.get(name)?.value;
  return value === undefined ? '' : toJson(value);
}

/** JSON as Go's encoder writes it: sorted keys, and what HTML could misread escaped. */
function goJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const pairs = Object.entries(value).toSorted(([left], [right]) => compareBytes(left, right));
    return `{${pairs.map(([key, inner]) => `${goJson(key)}:${goJson(inner)}`).join(',')}}`;
  }
  const text = JSON.stringify(value ?? null);
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replaceAll(/[<>&\u2028\u2029]/g, escape);
}

/** UTF-8 order, which differs from UTF-16's only where surrogates are involved. */
function compareBytes(left: string, right: string): number {
  const [a, b] = [Array.from(left), Array.from(right)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
