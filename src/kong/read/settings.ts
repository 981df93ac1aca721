import { placeholderIn } from '../../gatewayapi/placeholder.ts';
import { factAt, unknown, type Fact, type Place } from '../../source/location.ts';
import type { Container, EnvValue } from '../model/workload.ts';

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

/** The settings of one controller: a flag wins over its variable, and that over the default. */
export interface Settings {
  /** The setting of a flag, named without dashes in front; undefined where the default holds. */
  read(flag: string): Setting | undefined;
  /** Every value given for a flag that may be repeated. */
  readAll(flag: string): readonly Setting[];
}

/** Flags that take no value behind a blank: `--update-status false` leaves "false" over. */
function isSwitch(flag: string): boolean {
  return /^enable-|^anonymous-reports$|^update-status$|-enabled$|^profiling$|^dump-|^skip-|-tls-skip-verify$/.test(
    flag,
  );
}

/** Reads a container's flags and variables the way pflag and the controller do; a later flag replaces an earlier one. */
export function settingsOf({ args, env, unknownEnv }: Container): Settings {
  const flags = new Map<string, Setting[]>();
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    const match = /^--?([^=]+)(?:=([^]*))?$/.exec(argument?.value ?? '');
    if (argument === undefined || argument.value === '--') break;
    if (match?.[1] === undefined || !argument.value.startsWith('--')) continue;
    const [, flag, attached] = match;
    let value = attached;
    if (value === undefined && isSwitch(flag)) value = 'true';
    if (value === undefined) value = args[++index]?.value ?? '';
    flags.set(flag, [...(flags.get(flag) ?? []), settingAt(value, argument.at, 'flag')]);
  }
  const readAll = (flag: string): readonly Setting[] => {
    const given = flags.get(flag);
    if (given !== undefined) return given;
    const variable = env.get(variableOf(flag));
    if (variable !== undefined) return [settingOf(variable)];
    return unknownEnv === null ? [] : [{ kind: 'unknown', reason: unknownEnv }];
  };
  return { read: (flag) => readAll(flag).at(-1), readAll };
}

/** `CONTROLLER_PUBLISH_SERVICE` of `publish-service`. */
export function variableOf(flag: string): string {
  return `CONTROLLER_${flag.toUpperCase().replaceAll('-', '_')}`;
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
