import { placeholderIn } from '../../gatewayapi/placeholder.ts';
import { factAt, unknown, type Fact, type Located, type Place } from '../../source/location.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { Container } from '../model/workload.ts';
import { readCommandLine, type GivenFlag, type WordFault } from './command-line.ts';
import type { FlagType } from './flag-table.ts';
import { flagsOf } from './releases.ts';

/** One setting of the controller as it is given: a flag, a variable, or something that is not in the tree. */
export type Setting =
  | {
      readonly kind: 'value';
      readonly value: string;
      readonly at: Place;
      /** `chart` when no user wrote the value but the chart made it of others. */
      readonly source: 'flag' | 'env' | 'chart';
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A setting whose value is known. */
export type KnownSetting = Setting & { readonly kind: 'value' };

/** The settings of one controller: a flag wins over its variable, and that over the default. */
export interface Settings {
  /** The setting of a flag, named without dashes in front; undefined where the default holds or the release does not know the flag. */
  read(flag: string): Setting | undefined;
  /** Every value given for a flag that may be repeated. */
  readAll(flag: string): readonly Setting[];
  /** The flags that the release knows. */
  readonly types: ReadonlyMap<string, FlagType>;
  /** The flags of the command line in order, up to the first fault. */
  readonly flags: readonly GivenFlag[];
  /** Why the release refuses the command line, whatever the values are, or null. */
  readonly fault: WordFault | null;
}

/** Reads a container's flags and variables the way a release of the controller does. */
export function settingsOf(container: Container, release: string): Settings {
  const { args, env, unknownEnv, unknownArgs = null } = container;
  const types = flagsOf(release);
  const words = args.map((word) => filledIn(word, env));
  const { flags, fault } = readCommandLine(words, (flag) => {
    const type = types.get(flag);
    return type === undefined ? null : type === 'bool' ? 'switch' : 'value';
  });
  // A word that is filled in elsewhere may be any flag, and replace what stands before it.
  const filledLater = fault === null ? null : placeholderIn(fault.word.value);
  const unknownFlags = unknownArgs ?? filledLater;
  const readAll = (flag: string): readonly Setting[] => {
    if (!types.has(flag)) return [];
    if (unknownFlags !== null) return [{ kind: 'unknown', reason: unknownFlags }];
    const given = flags.filter(({ name }) => name === flag);
    if (given.length > 0) return given.map(({ value }) => settingAt(value.value, value.at, 'flag'));
    const variable = env.get(variableOf(flag));
    if (variable !== undefined) return [settingOf(variable)];
    return unknownEnv === null ? [] : [{ kind: 'unknown', reason: unknownEnv }];
  };
  const isKnown = unknownFlags === null;
  return {
    read: (flag) => readAll(flag).at(-1),
    readAll,
    types,
    flags: isKnown ? flags : [],
    fault: isKnown ? fault : null,
  };
}

/** Kubernetes fills `$(NAME)` in from the container's variables; what no variable of the tree fills stays. */
function filledIn(word: Located<string>, env: Container['env']): Located<string> {
  if (!word.value.includes('$(')) return word;
  const value = word.value.replace(/\$?\$\(([A-Za-z_][-A-Za-z0-9_.]*)\)/g, (whole, name: string) => {
    const variable = whole.startsWith('$$') ? undefined : env.get(name);
    return variable?.kind === 'value' ? variable.value : whole;
  });
  return { ...word, value };
}

/** `CONTROLLER_PUBLISH_SERVICE` of `publish-service`. */
export function variableOf(flag: string): string {
  return `CONTROLLER_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/** A flag as whoever gave the setting would write it: `--publish-service`, or the variable. */
export function nameOfSetting(flag: string, { source }: KnownSetting): string {
  return source === 'flag' ? `--${flag}` : variableOf(flag);
}

function settingOf(variable: EnvValue): Setting {
  if (variable.kind === 'unknown') return variable;
  return settingAt(variable.value, variable.at, variable.node === null ? 'chart' : 'env');
}

function settingAt(value: string, at: Place, source: 'flag' | 'env' | 'chart'): Setting {
  const placeholder = placeholderIn(value);
  return placeholder === null ? { kind: 'value', value, at, source } : { kind: 'unknown', reason: placeholder };
}

/** A setting as a fact: `read` makes the value, `fallback` is what the controller takes without one. */
export function factOf<T>(
  setting: Setting | undefined,
  read: (text: string) => T,
  fallback: { readonly value: T; readonly from: string },
): Fact<T> {
  if (setting === undefined) return { certainty: 'defaulted', ...fallback };
  return setting.kind === 'unknown' ? unknown(setting.reason) : factAt(read(setting.value), setting.at);
}
