import { placeholderIn } from '../../gatewayapi/placeholder.ts';
import type { Located, Place } from '../../source/location.ts';
import { atLeast } from '../model/image.ts';
import type { StartFailure } from '../model/start-failure.ts';
import type { EnvValue } from '../model/env-value.ts';
import type { Container } from '../model/workload.ts';
import type { FlagType } from './flag-table.ts';
import { valueFault } from './flag-values.ts';
import { nearestName } from './nearest-name.ts';
import { hasKnownFlags, operatorFlagsOf } from './operator-flags.ts';
import type { Setting } from './settings.ts';

/** The settings of Kong Operator as its container gives them. */
export interface OperatorSettings {
  /** A flag over `KONG_OPERATOR_…` over `GATEWAY_OPERATOR_…`; undefined where the default holds. */
  read(flag: string): Setting | undefined;
  /** What makes it exit at once, the first thing first. */
  readonly startFailures: readonly StartFailure[];
}

interface GivenWord {
  readonly name: string;
  readonly value: Located<string>;
}

/** The prefixes of variables, the stronger first; the newer one came with 2.0. */
function prefixesOf(release: string): readonly string[] {
  return atLeast(release, '2.0') ? ['KONG_OPERATOR_', 'GATEWAY_OPERATOR_'] : ['GATEWAY_OPERATOR_'];
}

/** Reads a container's flags and variables as Go's `flag` does. */
export function operatorSettingsOf(container: Container, release: string): OperatorSettings {
  const types = operatorFlagsOf(release);
  const { given, failure } = readWords(container.args, types);
  const unknownFlags = container.unknownArgs ?? null;
  const variables = (flag: string): readonly (readonly [string, EnvValue])[] =>
    prefixesOf(release).flatMap((prefix) => {
      const name = `${prefix}${flag.toUpperCase().replaceAll('-', '_')}`;
      const value = container.env.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
  const read = (flag: string): Setting | undefined => {
    if (!types.has(flag)) return undefined;
    if (unknownFlags !== null) return { kind: 'unknown', reason: unknownFlags };
    const word = given.findLast(({ name }) => name === flag);
    if (word !== undefined) return settingAt(word.value.value, word.value.at, 'flag');
    const [first] = variables(flag);
    if (first !== undefined) return fromVariable(first[1]);
    return container.unknownEnv === null ? undefined : { kind: 'unknown', reason: container.unknownEnv };
  };
  const judged = unknownFlags === null && hasKnownFlags(release);
  const values = [...types].flatMap(([flag, type]) => [
    ...given.filter(({ name }) => name === flag).flatMap(({ value }) => malformed(`--${flag}`, flag, type, value)),
    ...variables(flag).flatMap(([name, value]) =>
      value.kind === 'value' ? malformed(name, flag, type, { value: value.value, at: value.at }) : [],
    ),
  ]);
  return { read, startFailures: judged ? [...(failure === null ? [] : [failure]), ...values] : [] };
}

function fromVariable(value: EnvValue): Setting {
  return value.kind === 'unknown' ? value : settingAt(value.value, value.at, value.node === null ? 'chart' : 'env');
}

function settingAt(value: string, at: Place, source: 'flag' | 'env' | 'chart'): Setting {
  const placeholder = placeholderIn(value);
  return placeholder === null ? { kind: 'value', value, at, source } : { kind: 'unknown', reason: placeholder };
}

/**
 * The flags up to the first word that is none: what stands behind it is not looked at, and a switch takes no value behind
 * a blank. Source: https://pkg.go.dev/flag#hdr-Command_line_flag_syntax
 */
function readWords(
  words: readonly Located<string>[],
  types: ReadonlyMap<string, FlagType>,
): { readonly given: readonly GivenWord[]; readonly failure: StartFailure | null } {
  const given: GivenWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined || !/^-./.test(word.value) || word.value === '--') break;
    const body = word.value.replace(/^--?/, '');
    const equals = body.indexOf('=');
    const name = equals < 0 ? body : body.slice(0, equals);
    const type = types.get(name);
    if (type === undefined)
      return { given, failure: placeholderIn(word.value) === null ? unknownFlag(word, name, types) : null };
    if (equals >= 0) given.push({ name, value: { value: body.slice(equals + 1), at: word.at } });
    else if (type === 'bool') given.push({ name, value: { value: 'true', at: word.at } });
    else {
      index += 1;
      const next = words[index];
      if (next === undefined)
        return { given, failure: failureOf('value-missing', name, `--${name} needs a value`, word.at) };
      given.push({ name, value: next });
    }
  }
  return { given, failure: null };
}

function unknownFlag(word: Located<string>, name: string, types: ReadonlyMap<string, FlagType>): StartFailure {
  if (name === '' || /^[-=]/.test(name))
    return failureOf('flag-syntax', 'arguments', `"${word.value}" is no flag`, word.at);
  if (name === 'h' || name === 'help')
    return failureOf(
      'other-command',
      'arguments',
      `"${word.value}" makes the program print something and end`,
      word.at,
    );
  const near = nearestName(name, types.keys());
  const failure = failureOf('unknown-flag', name, `--${name} is no flag of this version`, word.at);
  return near === null
    ? failure
    : {
        ...failure,
        likely: `--${near}`,
        meant: { at: word.at, text: word.value.replace(/^(--?)[^=]+/, (_, dashes: string) => `${dashes}${near}`) },
      };
}

function failureOf(cause: StartFailure['cause'], about: string, reason: string, at: Place): StartFailure {
  return { cause, about, reason, likely: null, at, meant: null };
}

function malformed(
  name: string,
  flag: string,
  type: FlagType,
  { value, at }: Located<string>,
): readonly StartFailure[] {
  const fault = placeholderIn(value) === null ? valueFault(type, value, '3.5') : null;
  return fault === null ? [] : [failureOf('malformed-value', flag, `${name} is "${value}", but ${fault.expected}`, at)];
}
