import type { Command, ParsedScript } from 'unbash';
import { ownDirectory, ownFile, reserved, rootDirectory } from './shell-text.ts';
import { pathFrom, type RunState } from './run-state.ts';

/** The words of a command as text; null for one that is not known. */
export type Texts = (command: Command) => readonly (string | null)[];

/**
 * What a command substitution prints, for the few that tell a script where it lies:
 * `$(cd "$(dirname "$0")" && pwd)`, `$(git rev-parse --show-toplevel)`.
 */
export function outputOf(script: ParsedScript, { directory }: RunState, texts: Texts): string | undefined {
  const [statement, ...others] = script.commands;
  if (statement === undefined || others.length > 0) return undefined;
  const { command } = statement;
  if (command.type === 'AndOr' && command.commands.length === 2 && command.operators[0] === '&&') {
    const [first, second] = command.commands;
    if (first?.type !== 'Command' || second?.type !== 'Command') return undefined;
    const [cd, ...args] = texts(first);
    const to = args.filter((text) => text === null || !/^-[LPe]*-?$/.test(text));
    if (cd !== 'cd' || to.length !== 1 || texts(second)[0] !== 'pwd') return undefined;
    return pathFrom(directory.path, to[0] ?? '~') ?? undefined;
  }
  return command.type === 'Command' ? printedBy(texts(command), directory.path) : undefined;
}

function printedBy([name, ...args]: readonly (string | null)[], directory: string | null): string | undefined {
  const [only] = args.filter((text) => text !== '--');
  if (name === 'pwd') return directory ?? undefined;
  if (name === 'git' && args.join(' ') === 'rev-parse --show-toplevel') return rootDirectory;
  if (name === 'dirname' && typeof only === 'string') return only === ownFile ? ownDirectory : parentOf(only);
  if (/^(realpath|readlink)$/.test(name ?? '')) {
    const path = args.findLast((text) => text === null || !text.startsWith('-'));
    if (typeof path !== 'string') return undefined;
    return path === ownFile ? ownFile : (pathFrom(directory, path) ?? undefined);
  }
  return undefined;
}

function parentOf(path: string): string | undefined {
  // A directory that is known by name has a name of its own, and so has one above it.
  if (reserved.test(path) && /^.(\/\.\.)*$/s.test(path)) return `${path}/..`;
  const slash = path.lastIndexOf('/');
  return slash > 0 ? path.slice(0, slash) : undefined;
}
