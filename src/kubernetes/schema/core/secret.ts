import type { Breach } from '../model/breach.ts';
import { quoted } from '../model/quoted.ts';
import { has, isMap, member, type Value } from '../model/value.ts';
import { textIn } from './fields.ts';
import type { Shape } from './typed.ts';

/** What the fields of a Secret beside its metadata are decoded into. */
export const secretFields: Readonly<Record<string, Shape>> = {
  data: { map: 'bytes' },
  stringData: { map: 'string' },
  type: 'string',
  immutable: 'boolean',
};

/** Keys that a type of Secret asks for: all of them, or one of them. */
const keysOf: Readonly<Record<string, { readonly every: boolean; readonly keys: readonly string[] }>> = {
  'kubernetes.io/tls': { every: true, keys: ['tls.crt', 'tls.key'] },
  'kubernetes.io/basic-auth': { every: false, keys: ['username', 'password'] },
  'kubernetes.io/ssh-auth': { every: true, keys: ['ssh-privatekey'] },
  'kubernetes.io/dockercfg': { every: true, keys: ['.dockercfg'] },
  'kubernetes.io/dockerconfigjson': { every: true, keys: ['.dockerconfigjson'] },
};

/** What the API server refuses in a Secret that could be decoded. */
export function secretBreaches(object: Value): readonly Breach[] {
  return [...keyBreaches(object), ...typeBreaches(object)];
}

const dataKey = /^[-._a-zA-Z0-9]+$/;

function keyBreaches(object: Value): readonly Breach[] {
  return ['data', 'stringData'].flatMap((field) => {
    const map = member(object, field);
    const keys = isMap(map) ? Object.keys(map) : [];
    return keys
      .filter((key) => key.length > 253 || !dataKey.test(key) || key === '.' || key.startsWith('..'))
      .map((key): Breach => ({
        kind: 'invalid',
        at: [field, key],
        message: `key ${quoted(key)} in ${field} must consist of letters, digits, -, _ and .`,
      }));
  });
}

function typeBreaches(object: Value): readonly Breach[] {
  const type = textIn(object, 'type') ?? '';
  const wanted = Object.hasOwn(keysOf, type) ? keysOf[type] : undefined;
  const isUnclear = ['data', 'stringData'].some((field) => has(object, field) && member(object, field) === undefined);
  if (wanted === undefined || isUnclear) return [];
  const missing = wanted.keys.filter((key) => !['data', 'stringData'].some((field) => has(member(object, field), key)));
  if (missing.length === 0 || (!wanted.every && missing.length < wanted.keys.length)) return [];
  const at = has(object, 'data') ? ['data'] : has(object, 'stringData') ? ['stringData'] : [];
  const keys = missing.join(wanted.every ? ' and ' : ' or ');
  return [
    {
      kind: 'required',
      at,
      message: `${keys} ${missing.length > 1 && wanted.every ? 'are' : 'is'} required in data of a Secret of type ${type}`,
    },
  ];
}
