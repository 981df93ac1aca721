import { expect, test } from 'vitest';
import { moduleStateIn } from './module-state.ts';
import { moduleOf, readModules } from './modules.ts';
import { readSourceFiles } from './source-files.ts';

test('pure modules remember nothing between two calls: whoever wants that passes a cache', () => {
  const pure = new Set(readModules().flatMap(({ name, pure: isPure }) => (isPure ? [name] : [])));
  const files = readSourceFiles().filter(({ file }) => pure.has(moduleOf(file)));
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(({ file, text }) => moduleStateIn(text).map((name) => `${file}: ${name}`))).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['let last: string | undefined;', ['last']],
  ['export let count = 0;', ['count']],
  ['const known = new WeakMap<object, string>();', ['known']],
  ['const known = new Map<string, Map<string, number>>();', ['known']],
  ['export const seen: Set<string> = new Set();', ['seen']],
  ['const list: string[] = [];', ['list']],
  ['const cache = createTreeCache();', ['cache']],
  ["const known = new Map([['a', 1]]);\nfunction f() {\n  known.set('b', 2);\n}", ['known']],
  ['const counts = { a: 1 };\nfunction f() {\n  counts.a += 1;\n}', ['counts']],
  ['const counts = { a: 1 };\nfunction f(key: string) {\n  counts[key]++;\n}', ['counts']],
  ['const table = { a: 1 };\nconst more = Object.assign(table, { b: 2 });', ['table']],
  ['class A {\n  private static made = 0;\n}', ['made']],
])('state is seen: %s', (text, names) => {
  expect(moduleStateIn(text)).toEqual(names);
});

test.each([
  'const none: ReadonlySet<string> = new Set();',
  'const none: readonly string[] = [];',
  "const words = new Map([['a', 1]]);\nconst one = words.get('a');",
  'function f() {\n  let count = 0;\n  const seen = new Set<string>();\n  seen.add("a");\n  return (count += 1);\n}',
  'const name = "a";\nfunction f(here: { name: Set<string> }) {\n  here.name.add(name);\n}',
  'class A {\n  static readonly none = 0;\n  static of() {\n    return new A();\n  }\n}',
])('data and what a function makes are none: %s', (text) => {
  expect(moduleStateIn(text)).toEqual([]);
});
