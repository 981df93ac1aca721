import { readFileSync } from 'node:fs';

/** One row of the table in docs/architecture.md. */
export interface Module {
  /** A folder (`kong/charts/`: the files directly in it) or a file directly in src (`finding.ts`), relative to src. */
  readonly name: string;
  /** Modules whose files it may import; `source/` stands for its sub-folders too. */
  readonly mayImport: readonly string[];
  readonly packages: readonly string[];
  /** Does no I/O, asks no clock and knows no `process`. */
  readonly pure: boolean;
}

const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/** The table of modules, read from the page that people read, in its order: a module stands below all that it imports. */
export function readModules(): readonly Module[] {
  const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => {
    const [, names = '', , mayImport = '', packages = '', kind = ''] = row.split('|');
    const [name, ...more] = codes(names);
    if (name === undefined || more.length > 0) throw new Error(`a row is about one module: ${row}`);
    if (!['pure', 'node'].includes(kind.trim())) throw new Error(`a module is pure or node: ${row}`);
    return { name, mayImport: codes(mayImport), packages: codes(packages), pure: kind.trim() === 'pure' };
  });
}

/** The module a file (relative to src) belongs to: its folder, or itself where it lies directly in src. */
export const moduleOf = (file: string): string =>
  file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : file;

/** Whether a file lies in a folder or one below it, or is the named file. */
export const liesIn = (file: string, name: string): boolean =>
  name.endsWith('/') ? file.startsWith(name) : file === name;
