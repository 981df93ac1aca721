import { describe, expect, test } from 'vitest';
import { judgeMetadata, type NameForm } from '../../../src/kubernetes/schema/core/metadata.ts';
import { pathText, type Value } from '../../../src/kubernetes/schema/model/value.ts';

function judged(metadata: Value, form: NameForm = 'subdomain', isNamespaced = true): readonly string[] {
  const { undecodable, breaches } = judgeMetadata({ metadata }, form, isNamespaced);
  return (undecodable.length > 0 ? undecodable : breaches).map(
    ({ at, message }) => `${pathText(at.slice(1))}: ${message}`,
  );
}

const letters = (count: number): string => 'a'.repeat(count);

describe('names', () => {
  test.each<[name: Value, form: NameForm, line: string]>([
    ['Shop', 'subdomain', 'name: name "Shop" must consist of a-z, 0-9, - and ., and begin and end with one of a-z and 0-9'],
    ['a_b', 'subdomain', 'name: name "a_b" must consist of a-z, 0-9, - and ., and begin and end with one of a-z and 0-9'],
    ['a-', 'subdomain', 'name: name "a-" must consist of a-z, 0-9, - and ., and begin and end with one of a-z and 0-9'],
    ['a.b', 'label', 'name: name "a.b" must consist of a-z, 0-9 and -, and begin and end with one of a-z and 0-9'],
    [letters(64), 'label', `name: name "${letters(64)}" must have at most 63 characters, not 64`],
    ['', 'label', 'name: name is required'],
    [80, 'label', 'name: name must be a string; put it in quotes'],
    [true, 'subdomain', 'name: name must be a string; put it in quotes'],
  ])('%j as %s', (name, form, line) => {
    expect(judged({ name }, form)).toEqual([line]);
  }); // prettier-ignore

  test.each<[metadata: Value, form: NameForm]>([
    [{ name: 'a.b-c' }, 'subdomain'],
    [{ name: letters(253) }, 'subdomain'],
    [{ name: '8080' }, 'label'],
    [{ generateName: 'a-' }, 'label'],
    [{ name: undefined }, 'label'],
    [{ generateName: undefined }, 'label'],
  ])('%j as %s is one', (metadata, form) => {
    expect(judged(metadata, form)).toEqual([]);
  });

  test.each<[metadata: Value, lines: readonly string[]]>([
    [{}, [': name is required']],
    [null, []],
    [undefined, []],
    ['a', [': metadata must be a map']],
  ])('metadata %j', (metadata, lines) => {
    expect(judged(metadata)).toEqual(metadata === null ? [': metadata is required'] : lines);
  });

  test('a namespace counts where the kind has one', () => {
    expect(judged({ name: 'a', namespace: 'A' }, 'subdomain', false)).toEqual([]);
    expect(judged({ name: 'a', namespace: 'A' })).toEqual([
      'namespace: namespace "A" must consist of a-z, 0-9 and -, and begin and end with one of a-z and 0-9',
    ]);
    expect(judged({ name: 'a', namespace: '' })).toEqual([]);
  });
});

describe('labels and annotations', () => {
  const signs = 'must consist of letters, digits, -, _ and ., and begin and end with a letter or digit';
  test.each<[what: string, metadata: Record<string, Value>, line: string]>([
    ['a boolean', { labels: { a: true } }, 'labels.a: value of a must be a string; put it in quotes'],
    ['a number', { annotations: { a: 1 } }, 'annotations.a: value of a must be a string; put it in quotes'],
    ['a list', { labels: [] }, 'labels: labels must be a map'],
    ['a key with a sign', { labels: { 'a b': 'c' } }, `labels.a b: key "a b" in labels ${signs}`],
    ['a key with capitals before the slash', { labels: { 'A.com/b': 'c' } }, 'labels.A.com/b: key "A.com/b" in labels must have a domain of a-z, 0-9, - and . before the slash'],
    ['a key with two slashes', { annotations: { 'a/b/c': 'd' } }, 'annotations.a/b/c: key "a/b/c" in annotations must have at most one slash'],
    ['a long key', { labels: { [letters(64)]: 'b' } }, `labels.${letters(64)}: key "${letters(64)}" in labels must have at most 63 characters behind the slash`],
    ['a long value', { labels: { a: letters(64) } }, 'labels.a: value of label a must have at most 63 characters, not 64'],
    ['a value with a sign', { labels: { a: 'b c' } }, 'labels.a: value "b c" of label a must consist of letters, digits, -, _ and ., first and last no sign'],
    ['much in annotations', { annotations: { a: letters(262_144) } }, 'annotations: annotations may have 262144 bytes together, not 262145'],
    ['a finalizer without a domain', { finalizers: ['a b'] }, 'finalizers[0]: finalizers must be names as example.com/name, not "a b"'],
    ['half an owner', { ownerReferences: [{ apiVersion: 'v1', kind: 'A', name: 'a' }] }, 'ownerReferences[0]: uid is required in ownerReferences'],
  ])('%s', (_, metadata, line) => {
    expect(judged({ name: 'a', ...metadata })).toEqual([line]);
  }); // prettier-ignore

  test.each<[what: string, metadata: Record<string, Value>]>([
    ['null for a text', { labels: { a: null }, annotations: { a: null } }],
    ['null for a map', { labels: null, annotations: null }],
    ['an empty value', { labels: { a: '' } }],
    ['any text in an annotation', { annotations: { a: 'b c\n' } }],
    ['capitals before the slash of an annotation', { annotations: { 'A.com/b': 'c' } }],
    ['what is not told', { labels: { a: undefined }, annotations: undefined, finalizers: [undefined] }],
    ['an owner that is not told', { ownerReferences: [undefined, { apiVersion: 'v1', kind: 'A', name: 'a', uid: undefined }] }],
  ])('%s is taken', (_, metadata) => {
    expect(judged({ name: 'a', ...metadata })).toEqual([]);
  }); // prettier-ignore
});

test('other keys are unknown fields', () => {
  const { unknownFields } = judgeMetadata({ metadata: { name: 'a', label: {}, constructor: {} } }, 'subdomain', true);
  expect(unknownFields.map(pathText)).toEqual(['metadata.label', 'metadata.constructor']);
});
