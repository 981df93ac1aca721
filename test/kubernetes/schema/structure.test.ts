import { describe, expect, test } from 'vitest';
import { defaulted } from '../../../src/kubernetes/schema/defaults.ts';
import { pruned } from '../../../src/kubernetes/schema/prune.ts';
import { structureBreaches } from '../../../src/kubernetes/schema/structure.ts';
import { pathText, type Value } from '../../../src/kubernetes/schema/model/value.ts';
import { pooled, type Nested } from './pooled.ts';

const text: Nested = { type: 'string' };
const listener: Nested = { type: 'object', properties: { name: text, port: { type: 'integer' } } };

/** The breaches of `a` as lines. */
function linesFor(schema: Nested, value: Value): readonly string[] {
  const { root, pool } = pooled({ type: 'object', properties: { a: schema } });
  return structureBreaches({ a: value }, root, pool).map(({ at, message }) => `${pathText(at)}: ${message}`);
}

describe('what breaks a schema', () => {
  const alternatives: Nested = {
    oneOf: [
      { properties: { type: { enum: ['IPAddress'] }, value: { format: 'ipv4' } } },
      { properties: { type: { not: { enum: ['IPAddress'] } } } },
    ],
  };
  test.each<[what: string, schema: Nested, value: Value, line: string]>([
    ['a text for a number', { type: 'integer' }, '80', 'a: a must be an integer, not "80"'],
    ['a number for a text', text, 80, 'a: a must be a string, not 80; put it in quotes'],
    ['a boolean for a text', text, true, 'a: a must be a string, not true; put it in quotes'],
    ['a fraction for an integer', { type: 'integer' }, 80.5, 'a: a must be an integer, not 80.5'],
    ['a text for a boolean', { type: 'boolean' }, 'yes', 'a: a must be true or false, not "yes"'],
    ['a map for a list', { type: 'array' }, {}, 'a: a must be a list, not a map'],
    ['a list for a map', { type: 'object' }, [], 'a: a must be a map, not a list'],
    ['null within a list', { type: 'array', items: text }, [null], 'a[0]: a must be a string, not null'],
    ['a boolean for either', { isIntOrString: true }, true, 'a: a must be an integer or a string, not true'],
    ['less than the least', { type: 'integer', minimum: 1 }, 0, 'a: a must be at least 1, not 0'],
    ['more than the most', { type: 'integer', maximum: 65_535 }, 70_000, 'a: a must be at most 65535, not 70000'],
    ['more than 32 bits', { type: 'integer', format: 'int32' }, 2 ** 31, 'a: a must be at most 2147483647, not 2147483648'],
    ['none of an enumeration', { enum: ['TCP', 'UDP'] }, 'tcp', 'a: a must be one of "TCP", "UDP", not "tcp"'],
    ['not the only value', { enum: ['konnect'] }, 'kong', 'a: a must be "konnect", not "kong"'],
    ['a pattern', { type: 'string', pattern: '^[a-z]+$' }, 'Shop', 'a: a must match ^[a-z]+$, and "Shop" does not'],
    ['an empty text', { type: 'string', minLength: 1 }, '', 'a: a may not be empty'],
    ['a long text', { type: 'string', maxLength: 2 }, 'abc', 'a: a may have at most 2 characters, not 3'],
    ['no address', { type: 'string', format: 'ipv6' }, '::g', 'a: a must be an IPv6 address, not "::g"'],
    ['too few items', { type: 'array', minItems: 1 }, [], 'a: a needs at least 1 item'],
    ['too many items', { type: 'array', maxItems: 1 }, [1, 2], 'a: a may have at most 1 item, not 2'],
    ['too many keys', { type: 'object', maxProperties: 1 }, { b: 1, c: 2 }, 'a: a may have at most 1 key, not 2'],
    ['something missing', { type: 'object', required: ['name'] }, {}, 'a: name is required in a'],
    ['a value under any key', { type: 'object', additionalProperties: text }, { b: 1 }, 'a.b: b must be a string, not 1; put it in quotes'],
    ['twice in a set', { type: 'array', listType: 'set' }, ['x', 'x'], 'a[1]: a must not have "x" twice'],
    ['one key twice', { type: 'array', listType: 'map', listMapKeys: ['name'], items: listener }, [{ name: 'x' }, { name: 'x' }], 'a[1].name: name "x" must differ from that of every other item of a'],
    ['two keys twice', { type: 'array', listType: 'map', listMapKeys: ['name', 'port'], items: listener }, [{ name: 'x', port: 1 }, { name: 'x', port: 1 }], 'a[1]: name "x" with port 1 must differ from that of every other item of a'],
    ['the fitting alternative', { type: 'object', properties: { type: text, value: text }, ...alternatives }, { type: 'IPAddress', value: 'x' }, 'a.value: value must be an IPv4 address, not "x"'],
    ['what must not be', { not: { enum: ['x'] } }, 'x', 'a: a must have one of the forms that its schema allows'],
  ])('%s', (_, schema, value, line) => {
    expect(linesFor(schema, value)).toEqual([line]);
  }); // prettier-ignore

  test.each<[what: string, schema: Nested, value: Value]>([
    ['an integer for a number', { type: 'number' }, 1],
    ['a whole fraction for an integer', { type: 'integer' }, 80.0],
    ['null where it may be', { type: 'string', nullable: true }, null],
    ['characters, not UTF-16 units', { type: 'string', maxLength: 2 }, '😀😀'],
    ['a pattern that is not anchored', { type: 'string', pattern: '^Hostname|IPAddress' }, 'HostnameX'],
    ['a format that is not known', { type: 'string', format: 'duration' }, 'x'],
    ['twice in a plain list', { type: 'array', listType: 'atomic' }, ['x', 'x']],
    ['one of two keys twice', { type: 'array', listType: 'map', listMapKeys: ['name', 'port'] }, [{ name: 'x', port: 1 }, { name: 'x', port: 2 }]],
    ['what is not told', { type: 'string', minLength: 1, enum: ['x'] }, undefined],
    ['two names that are not told', { type: 'array', listType: 'map', listMapKeys: ['name'] }, [{ name: undefined }, { name: undefined }]],
    ['two items that are not told', { type: 'array', listType: 'set' }, [undefined, undefined]],
    ['alternatives of what is not told', { type: 'object', oneOf: [{ required: ['b'] }, { properties: { b: { enum: [1] } } }] }, { b: undefined }],
  ])('%s is taken', (_, schema, value) => {
    expect(linesFor(schema, value)).toEqual([]);
  }); // prettier-ignore
});

test.each([
  ['10.0.0.05', true], ['010.0.0.1', true], ['10.0.0.1 ', false], ['10.0.0', false], ['10.0.0.256', false], ['', false],
])('IPv4 address %j: %s', (address, isOne) => {
  expect(linesFor({ type: 'string', format: 'ipv4' }, address).length === 0).toBe(isOne);
}); // prettier-ignore

test.each([
  ['::', true], ['::1', true], ['::FFFF:1.2.3.4', true], ['1:2:3:4:5:6:7:8', true], ['1:2:3:4:5:6:1.2.3.4', true],
  ['1::2::3', false], ['fe80::1%eth0', false], ['1:2:3', false], ['::1/64', false], ['1:2:3:4:5:6:7:8:9', false],
])('IPv6 address %j: %s', (address, isOne) => {
  expect(linesFor({ type: 'string', format: 'ipv6' }, address).length === 0).toBe(isOne);
}); // prettier-ignore

describe('defaults and nulls', () => {
  const from: Nested = { type: 'string', default: 'Same' };
  const namespaces: Nested = { type: 'object', default: { from: 'Same' }, properties: { from } };
  test.each<[what: string, schema: Nested, value: Value, stored: Value, filledIn: readonly string[]]>([
    ['an absent field', from, {}, { a: 'Same' }, ['a']],
    ['null where none may be', from, { a: null }, { a: 'Same' }, ['a']],
    ['null without a default', text, { a: null }, {}, []],
    ['null where it may be', { type: 'string', nullable: true, default: 'x' }, { a: null }, { a: null }, []],
    ['null within a list stays', { type: 'array', items: text }, { a: [null] }, { a: [null] }, []],
    ['a default below a default', { type: 'object', default: {}, properties: { namespaces } }, {}, { a: { namespaces: { from: 'Same' } } }, ['a.namespaces', 'a']],
    ['below what is there', namespaces, { a: {} }, { a: { from: 'Same' } }, ['a.from']],
    ['not below what is not there', { type: 'object', properties: { from } }, {}, {}, []],
    ['in every item', { type: 'array', items: namespaces }, { a: [{}, { from: 'All' }] }, { a: [{ from: 'Same' }, { from: 'All' }] }, ['a[0].from']],
    ['under any key', { type: 'object', additionalProperties: namespaces }, { a: { x: {} } }, { a: { x: { from: 'Same' } } }, ['a.x.from']],
    ['not over what is not told', from, { a: undefined }, { a: undefined }, []],
  ])('%s', (_, schema, value, stored, filledIn) => {
    const { root, pool } = pooled({ type: 'object', properties: { a: schema } });
    const found = defaulted(value, root, pool);
    expect(found.value).toStrictEqual(stored);
    expect(found.filledIn.map(({ path }) => pathText(path))).toEqual(filledIn);
  }); // prettier-ignore
});

describe('fields that no schema knows', () => {
  const object: Nested = { type: 'object', properties: { name: text } };
  test.each<[what: string, schema: Nested, value: Value, stored: Value, unknown: readonly string[]]>([
    ['a misspelt key', object, { nmae: 'x' }, {}, ['a.nmae']],
    ['within a list', { type: 'array', items: object }, [{ name: 'x' }, { port: 1 }], [{ name: 'x' }, {}], ['a[1].port']],
    ['below an unknown key once', object, { x: { y: 1 } }, {}, ['a.x']],
    ['in a map where a list belongs', { type: 'array', items: object }, { name: 'x' }, {}, ['a.name']],
    ['none where any key may be', { type: 'object', additionalProperties: text }, { x: 'y' }, { x: 'y' }, []],
    ['none where unknown ones are kept', { type: 'object', preservesUnknown: true }, { x: { y: 1 } }, { x: { y: 1 } }, []],
    ['below a known one where unknown ones are kept', { type: 'object', preservesUnknown: true, properties: { b: object } }, { b: { x: 1 } }, { b: {} }, ['a.b.x']],
    ['none of what every object has, in one within another', { ...object, isEmbedded: true }, { kind: 'X', metadata: {} }, { kind: 'X', metadata: {} }, []],
    ['those, where there is no object', object, { kind: 'X' }, {}, ['a.kind']],
    ['keys of JavaScript', object, JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}') as Value, {}, ['a.__proto__', 'a.constructor', 'a.toString']],
  ])('%s', (_, schema, value, stored, unknown) => {
    const { root, pool } = pooled({ type: 'object', properties: { a: schema } });
    const found = pruned({ apiVersion: 'v1', a: value }, root, pool);
    expect(found.value).toStrictEqual({ apiVersion: 'v1', a: stored });
    expect(found.unknownFields.map(pathText)).toEqual(unknown);
  }); // prettier-ignore
});
