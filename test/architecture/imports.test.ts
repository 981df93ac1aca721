import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, test } from 'vitest';
import { folderCycles, neighboursOf, type Import } from './folder-cycles.ts';
import { liesIn, moduleOf, readModules } from './modules.ts';
import { importsOf, readSourceFiles, reExportsIn } from './source-files.ts';

const modules = readModules();
const files = readSourceFiles();
const known = new Set(files.map(({ file }) => file));
const imports: readonly Import[] = files.flatMap(({ file, imports: names }) =>
  names.filter((name) => known.has(name)).map((name) => [file, name] as const),
);

/** `@scope/name/deep` and `name/deep` belong to `@scope/name` and `name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Packages, JSON and built-in modules of Node that a file imports. */
const foreign = files.flatMap(({ file, imports: names }) =>
  names.filter((name) => !known.has(name)).map((name) => ({ file, name })),
);

function complaint(file: string, name: string): string[] {
  const own = modules.find((each) => each.name === moduleOf(file));
  if (own === undefined) return [];
  if (isBuiltin(name)) return own.pure ? [`${file} is pure and may not import ${name}`] : [];
  // JSON is data of the module that holds it; the schema and package.json stand beside src.
  if (name.endsWith('.json'))
    return moduleOf(name) === own.name || name.startsWith('../') ? [] : [`${file} may not import ${name}`];
  return own.packages.includes(packageOf(name)) ? [] : [`${file} may not import the package ${name}`];
}

/** The first cycle found by walking imports, as a path of files, or nothing. */
function findCycle(): readonly string[] {
  const next = new Map<string, string[]>();
  for (const [from, to] of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    const cycle = (next.get(file) ?? []).map((to) => walk(to, [...path, file])).find(({ length }) => length > 0);
    done.add(file);
    return cycle ?? [];
  };
  return files.map(({ file }) => walk(file, [])).find(({ length }) => length > 0) ?? [];
}

describe('the table of modules', () => {
  test('has one row for each folder with code and for each file directly in src', () => {
    const onDisk = new Set(files.map(({ file }) => moduleOf(file)));
    expect(modules.map(({ name }) => name).toSorted()).toEqual([...onDisk].toSorted());
  });

  test('lets a module import only what stands below it, that is, further up in the table', () => {
    const upward = modules.flatMap(({ name, mayImport }, row) =>
      mayImport
        .filter((other) => !modules.slice(0, row).some((lower) => liesIn(lower.name, other)))
        .map((other) => `${name} → ${other}`),
    );
    expect(upward).toEqual([]);
  });

  test('permits nothing that nobody uses', () => {
    const idle = modules.flatMap(({ name, mayImport, packages }) => [
      ...mayImport
        .filter((other) => !imports.some(([from, to]) => moduleOf(from) === name && liesIn(to, other)))
        .map((other) => `${name} imports nothing of ${other}`),
      ...packages
        .filter((other) => !foreign.some((each) => moduleOf(each.file) === name && packageOf(each.name) === other))
        .map((other) => `${name} does not use the package ${other}`),
    ]);
    expect(idle).toEqual([]);
  });
});

test('the modules compiled without the types of Node are the pure ones', () => {
  const tsconfig = readFileSync(new URL('tsconfig.json', import.meta.url), 'utf8');
  const compiled = [...tsconfig.matchAll(/"\.\.\/\.\.\/src\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const pure = modules.filter((each) => each.pure).map(({ name }) => name.replace(/\/.*$/, ''));
  expect(compiled.toSorted()).toEqual([...new Set(pure)].toSorted());
});

describe('imports', () => {
  test('follow the arrows of the table', () => {
    const forbidden = imports.filter(([from, to]) => {
      const [own, other] = [moduleOf(from), moduleOf(to)];
      const { mayImport = [] } = modules.find(({ name }) => name === own) ?? {};
      return own !== other && !mayImport.some((name) => liesIn(to, name));
    });
    expect(forbidden.map(([from, to]) => `${from} may not import ${to}`)).toEqual([]);
  });

  test('of packages, data and Node are those that the table permits', () => {
    expect(foreign.flatMap(({ file, name }) => complaint(file, name))).toEqual([]);
  });

  test('form no cycle of files, type imports counted', () => {
    expect(findCycle()).toEqual([]);
  });

  test('form no cycle of folders at any depth', () => {
    expect(folderCycles(imports)).toEqual([]);
  });

  test('never lead from one rule to another', () => {
    const isRule = (name: string): boolean =>
      known.has(name) && existsSync(new URL(`../../src/${name.replace(/\.ts$/, '.md')}`, import.meta.url));
    const importers = files.filter(({ file }) => file !== 'rules/index.ts');
    const found = importers.flatMap(({ file, imports: names }) =>
      names.filter(isRule).map((name) => `${file} → ${name}`),
    );
    expect(found).toEqual([]);
  });
});

test('no module exports what another one made', () => {
  expect(files.flatMap(({ file, text }) => reExportsIn(text).map((name) => `${file}: ${name}`))).toEqual([]);
});

describe('these tests see', () => {
  test.each<[string, readonly Import[], readonly string[]]>([
    [
      'two folders that import each other',
      [
        ['kong/read/a.ts', 'kong/charts/b.ts'],
        ['kong/charts/c.ts', 'kong/read/d.ts'],
      ],
      ['kong/read/ → kong/charts/ → kong/read/'],
    ],
    [
      'a folder and the files beside it',
      [
        ['kong/view.ts', 'kong/charts/b.ts'],
        ['kong/charts/deep/c.ts', 'kong/model.ts'],
      ],
      ['kong/* → kong/charts/ → kong/*'],
    ],
    [
      'a way round three folders',
      [
        ['a/x.ts', 'b/x.ts'],
        ['b/y.ts', 'c/x.ts'],
        ['c/y.ts', 'a/y.ts'],
      ],
      ['a/ → b/ → c/ → a/'],
    ],
    [
      'nothing in arrows that all run down',
      [
        ['a/x.ts', 'b/x.ts'],
        ['a/y.ts', 'a/z.ts'],
      ],
      [],
    ],
  ])('%s', (_, given, cycles) => {
    expect(folderCycles(given)).toEqual(cycles);
  });

  test('a file directly in src as a module of its own', () => {
    expect(neighboursOf(['cli.ts', 'finding.ts'])).toEqual(['cli.ts', 'finding.ts']);
    expect(neighboursOf(['cli.ts', 'cli/main.ts'])).toEqual(['cli.ts', 'cli/']);
  });

  test.each<[string, readonly string[]]>([
    ["export { one } from './one.ts';", ['export { one } from']],
    ["export type * from './one.ts';", ['export type * from']],
    ["import { one, type Two } from './one.ts';\nexport { one };\nexport type { Two };", ['one', 'Two']],
    ["import { one as own } from './one.ts';\nexport const two = own;", ['own']],
    ["import type { One } from './one.ts';\nexport type Two = One;", ['One']],
    ["import { one } from './one.ts';\nexport const two = one(1);\nexport { two };", []],
  ])('re-exports in %s', (text, names) => {
    expect(reExportsIn(text)).toEqual(names);
  });

  test('imports for types, for effects and at run time', () => {
    const text =
      "import type { A } from './a.ts';\nimport '../b.ts';\nconst c = await import('./c.ts');\nimport x from 'yaml';";
    expect(importsOf('kong/read/x.ts', text)).toEqual(['kong/read/a.ts', 'yaml', 'kong/b.ts', 'kong/read/c.ts']);
  });
});
