import type { Breach } from '../model/breach.ts';
import { isList, isMap, type Path, type Value, type ValueMap } from '../model/value.ts';

/** The type of a field of a built-in kind, as Go decodes it; null stands for nothing anywhere. */
export type Shape =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'int-or-string'
  | 'bytes'
  | 'any'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** What decoding an object of a built-in kind gives. */
export interface Decoded {
  /** What cannot be decoded: nothing else is looked at then. */
  readonly breaches: readonly Breach[];
  readonly unknownFields: readonly Path[];
}

/** Holds a value against the type that it is decoded into. */
export function decode(root: Value, shape: Shape): Decoded {
  const breaches: Breach[] = [];
  const unknownFields: Path[] = [];
  /** Where the value stands that is looked at. */
  const at: (string | number)[] = [];

  function inside(step: string | number, value: Value, inner: Shape): void {
    at.push(step);
    below(value, inner);
    at.pop();
  }

  function below(value: Value, inner: Shape): void {
    if (value === undefined || value === null || inner === 'any') return;
    if (typeof inner === 'string') add(scalarProblem(value, inner));
    else if ('list' in inner) {
      if (isList(value)) value.forEach((item, index) => inside(index, item, inner.list));
      else add('must be a list');
    } else if (isMap(value)) inMap(value, inner);
    else add('must be a map');
  }

  function inMap(map: ValueMap, inner: Extract<Shape, { map: Shape } | { fields: object }>): void {
    for (const key of Object.keys(map)) {
      if ('map' in inner) inside(key, map[key], inner.map);
      else if (Object.hasOwn(inner.fields, key)) inside(key, map[key], inner.fields[key] ?? 'any');
      else unknownFields.push([...at, key]);
    }
  }

  function add(problem: string | null): void {
    if (problem === null) return;
    const name = String(at.findLast((step) => typeof step === 'string'));
    breaches.push({ kind: 'type', at: [...at], message: `${name} ${problem}` });
  }

  below(root, shape);
  return { breaches, unknownFields };
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function scalarProblem(value: Value, shape: Exclude<Shape, object>): string | null {
  const isInteger = typeof value === 'number' && Number.isInteger(value);
  switch (shape) {
    case 'string':
      return typeof value === 'string' ? null : 'must be a string; put it in quotes';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'int32':
      return isInteger && value >= -(2 ** 31) && value < 2 ** 31 ? null : 'must be an integer, without quotes';
    case 'int64':
      return isInteger ? null : 'must be an integer, without quotes';
    case 'int-or-string':
      return isInteger || typeof value === 'string' ? null : 'must be an integer or a string';
    case 'bytes':
      if (typeof value !== 'string') return 'must be a string in base64';
      return base64.test(value.replace(/[\r\n]/g, '')) ? null : 'must be base64; plain text belongs in stringData';
    case 'any':
      return null;
  }
}
