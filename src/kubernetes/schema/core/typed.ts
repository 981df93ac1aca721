import type { Breach } from '../model/breach.ts';
import { isList, isMap, type Path, type Value } from '../model/value.ts';

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
export function decode(value: Value, shape: Shape, at: Path = []): Decoded {
  if (value === undefined || value === null || shape === 'any') return { breaches: [], unknownFields: [] };
  if (typeof shape === 'string') return { breaches: scalarBreaches(value, shape, at), unknownFields: [] };
  if ('list' in shape) {
    if (!isList(value)) return wrong(at, 'a list');
    return joined(value.map((item, index) => decode(item, shape.list, [...at, index])));
  }
  if (!isMap(value)) return wrong(at, 'a map');
  const entries = Object.entries(value);
  if ('map' in shape) return joined(entries.map(([key, each]) => decode(each, shape.map, [...at, key])));
  return joined(
    entries.map(([key, each]) =>
      Object.hasOwn(shape.fields, key)
        ? decode(each, shape.fields[key] ?? 'any', [...at, key])
        : { breaches: [], unknownFields: [[...at, key]] },
    ),
  );
}

function joined(parts: readonly Decoded[]): Decoded {
  return {
    breaches: parts.flatMap(({ breaches }) => breaches),
    unknownFields: parts.flatMap(({ unknownFields }) => unknownFields),
  };
}

function wrong(at: Path, what: string): Decoded {
  return { breaches: [breach(at, `must be ${what}`)], unknownFields: [] };
}

function breach(at: Path, message: string): Breach {
  return { kind: 'type', at, message: `${String(at.findLast((step) => typeof step === 'string'))} ${message}` };
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function scalarBreaches(value: Value, shape: Exclude<Shape, object>, at: Path): readonly Breach[] {
  const problem = scalarProblem(value, shape);
  return problem === null ? [] : [breach(at, problem)];
}

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
