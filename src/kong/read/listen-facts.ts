import { placeholderIn } from '../../gatewayapi/placeholder.ts';
import {
  factAt,
  isLocation,
  plainLocation,
  unknown,
  type Fact,
  type Location,
  type Place,
} from '../../source/location.ts';
import type { ScalarNode } from '../../source/node.ts';
import { correctListen } from './listen-correction.ts';
import { parseListen, type ListenFault, type Subsystem } from './listen.ts';
import type { ListenOwner, ListenProblem } from '../model/listen-problem.ts';
import type { KongListen } from '../model/model.ts';
import type { EnvValue } from '../model/env-value.ts';
import { shortened } from '../../source/shortened.ts';

/** The listens of one variable, and what keeps Kong from reading it. */
export interface Listens {
  readonly listens: Fact<readonly KongListen[]>;
  readonly problems: readonly ListenProblem[];
}

/** What Kong takes when nobody sets the variable. */
export const kongListens = {
  KONG_PROXY_LISTEN: '0.0.0.0:8000 reuseport backlog=16384, 0.0.0.0:8443 http2 ssl reuseport backlog=16384',
  KONG_STREAM_LISTEN: 'off',
} as const;

const subsystems: Readonly<Record<string, Subsystem>> = { KONG_PROXY_LISTEN: 'http', KONG_STREAM_LISTEN: 'stream' };

/** What a variable's value makes Kong listen on. A value that Kong cannot read leaves the listens unknown: it does not start. */
export function listensOf(
  variable: 'KONG_PROXY_LISTEN' | 'KONG_STREAM_LISTEN',
  env: EnvValue,
  owner: ListenOwner,
): Listens {
  if (env.kind === 'unknown') return { listens: unknown(`${variable} is not known: ${env.reason}`), problems: [] };
  if (env.value.includes('{vault://')) {
    return { listens: unknown(`${variable} refers to a vault, which only Kong can read`), problems: [] };
  }
  const placeholder = placeholderIn(env.value);
  if (placeholder !== null) return { listens: unknown(`${variable} is not known: ${placeholder}`), problems: [] };
  const subsystem = subsystems[variable] ?? 'http';
  const { entries, faults } = parseListen(subsystem, env.value);
  if (faults.length > 0) {
    const problem = problemOf(variable, env, faults, owner);
    return { listens: unknown(`Kong does not start: ${problem.message}`), problems: [problem] };
  }
  const placeOf = placesIn(env);
  const listens = entries.map(({ start, end, ...entry }, index) => ({ ...entry, at: placeOf(index, start, end) }));
  return { listens: factAt<readonly KongListen[]>(listens, env.at), problems: [] };
}

function problemOf(
  variable: string,
  env: EnvValue & { kind: 'value' },
  faults: readonly ListenFault[],
  owner: ListenOwner,
): ListenProblem {
  const first = faults[0] ?? { message: 'cannot be read', start: 0, end: env.value.length };
  const entry = env.value.slice(first.start, first.end);
  const subject = entry === env.value ? `${variable} ` : `${variable}: the entry ${shortened(entry)} `;
  const more = faults.length > 1 ? ` (and ${String(faults.length - 1)} more)` : '';
  const corrected = env.node === null ? null : correctListen(subsystems[variable] ?? 'http', env.value);
  return {
    variable,
    message: `${subject}${first.message}${more}`,
    at: placesIn(env)(entryIndex(env.value, first.start), first.start, first.end),
    owner,
    correction: env.node === null || corrected === null ? null : { node: env.node, value: corrected },
  };
}

/** The index among the entries that are not empty, as charts count them. */
function entryIndex(value: string, start: number): number {
  return value
    .slice(0, start)
    .split(',')
    .filter((entry) => entry.trim() !== '').length;
}

/** Finds the place of an entry: the value that made it, its own stretch of the scalar, or else the scalar. */
function placesIn(env: EnvValue & { kind: 'value' }): (index: number, start: number, end: number) => Place {
  return (index, start, end) => {
    const composed = env.entries?.[index];
    if (composed !== undefined) return composed;
    const scalar = env.node === null ? null : scalarStart(env.node, env.value);
    return scalar === null ? env.at : within(scalar.at, scalar.offset + start, scalar.offset + end);
  };
}

/** Where the value's first character stands in a scalar whose text is the value itself, quotes aside; null elsewhere. */
function scalarStart(node: ScalarNode, value: string): { readonly at: Location; readonly offset: number } | null {
  if (!isLocation(node.at) || node.at.line !== node.at.endLine) return null;
  const offset = node.text.indexOf(value);
  const quotes = node.text.length - value.length;
  const exact = node.style === 'plain' ? quotes === 0 : quotes === 2 && offset === 1;
  return exact && offset >= 0 && node.text.length === node.at.end - node.at.start ? { at: node.at, offset } : null;
}

function within(at: Location, start: number, end: number): Location {
  return {
    ...plainLocation(at),
    start: at.start + start,
    end: at.start + end,
    column: at.column + start,
    endColumn: at.column + end,
  };
}
