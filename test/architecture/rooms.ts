import { readFileSync } from 'node:fs';

/** One row of the table in docs/architecture.md. */
export interface Room {
  /** What it is made of, relative to src: `kong/`, or `review.ts` and `review/`. */
  readonly parts: readonly string[];
  /** Rooms, folders or files it may import, relative to src. */
  readonly mayImport: readonly string[];
  readonly packages: readonly string[];
  readonly pure: boolean;
}

const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/** The table of rooms, read from the page that people read. */
export function readRooms(): readonly Room[] {
  const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => {
    const [, parts = '', , mayImport = '', packages = '', kind = ''] = row.split('|');
    if (!['pure', 'node'].includes(kind.trim())) throw new Error(`a room is pure or node: ${row}`);
    return {
      parts: codes(parts),
      mayImport: codes(mayImport),
      packages: codes(packages),
      pure: kind.trim() === 'pure',
    };
  });
}

/** Whether a file (relative to src) is the named file or lies in the named folder. */
export const liesIn = (file: string, name: string): boolean =>
  name.endsWith('/') ? file.startsWith(name) : file === name;

/** The room a file belongs to. */
export const roomOf = (rooms: readonly Room[], file: string): Room | undefined =>
  rooms.find((room) => room.parts.some((part) => liesIn(file, part)));
