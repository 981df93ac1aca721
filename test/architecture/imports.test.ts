import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, test } from 'vitest';
import { liesIn, readRooms, roomOf } from './rooms.ts';
import { readSourceFiles } from './source-files.ts';

const rooms = readRooms();
const files = readSourceFiles();
const known = new Set(files.map(({ file }) => file));

/** `@scope/name/deep` and `name/deep` belong to `@scope/name` and `name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function complaints(file: string, specifier: string): string | undefined {
  const room = roomOf(rooms, file);
  if (!room) return `${file} is in no room of docs/architecture.md`;
  if (known.has(specifier)) {
    if (roomOf(rooms, specifier) === room) return undefined;
    return room.mayImport.some((name) => liesIn(specifier, name)) ? undefined : `${file} may not import ${specifier}`;
  }
  if (isBuiltin(specifier)) return room.pure ? `${file} is pure and may not import ${specifier}` : undefined;
  // JSON beside the code (chart defaults, a schema) is data of the room that holds it.
  if (specifier.endsWith('.json')) return undefined;
  return room.packages.includes(packageOf(specifier)) ? undefined : `${file} may not import the package ${specifier}`;
}

/** The first cycle found by walking imports, as a path of files, or nothing. */
function findCycle(): readonly string[] {
  const imports = new Map(files.map(({ file, imports: names }) => [file, names.filter((name) => known.has(name))]));
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    const cycle = (imports.get(file) ?? []).map((next) => walk(next, [...path, file])).find(({ length }) => length > 0);
    done.add(file);
    return cycle ?? [];
  };
  return files.map(({ file }) => walk(file, [])).find(({ length }) => length > 0) ?? [];
}

describe('the table of rooms', () => {
  test('names exactly the rooms on disk', () => {
    const onDisk = readdirSync(new URL('../../src/', import.meta.url), { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .filter((name) => !name.endsWith('/') || files.some(({ file }) => file.startsWith(name)));
    expect(rooms.flatMap((room) => room.parts).toSorted()).toEqual(onDisk.toSorted());
  });

  test('speaks only of files and rooms that exist', () => {
    const named = rooms.flatMap((room) => room.mayImport);
    expect(named.filter((name) => !existsSync(new URL(`../../src/${name}`, import.meta.url)))).toEqual([]);
  });
});

test('the rooms compiled without the types of Node are the pure ones', () => {
  const tsconfig = readFileSync(new URL('tsconfig.json', import.meta.url), 'utf8');
  const compiled = [...tsconfig.matchAll(/"\.\.\/\.\.\/src\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const pure = rooms.filter((room) => room.pure).flatMap((room) => room.parts.map((part) => part.replace(/\/$/, '')));
  expect(compiled.toSorted()).toEqual(pure.toSorted());
});

describe('imports', () => {
  test('follow the arrows of the table', () => {
    expect(files.flatMap(({ file, imports }) => imports.map((name) => complaints(file, name)).filter(Boolean))).toEqual(
      [],
    );
  });

  test('form no cycle, type imports counted', () => {
    expect(findCycle()).toEqual([]);
  });

  test('never lead from one rule to another', () => {
    const isRule = (name: string): boolean =>
      known.has(name) && existsSync(new URL(`../../src/${name.replace(/\.ts$/, '.md')}`, import.meta.url));
    const importers = files.filter(({ file }) => file !== 'rules/index.ts');
    expect(importers.flatMap(({ file, imports }) => imports.filter(isRule).map((name) => `${file} → ${name}`))).toEqual(
      [],
    );
  });
});
