import type { StartFailure } from '../model/start-failure.ts';
import { atLeast } from '../model/image.ts';
import type { Container } from '../model/workload.ts';
import { combinationFault } from './combinations.ts';
import type { WordFault } from './command-line.ts';
import type { FlagType } from './flag-table.ts';
import { defaultGates, givenGates, unknownGates } from './feature-gates.ts';
import { valueFault } from './flag-values.ts';
import { anyRelease, flagHistory, isKnownRelease, releasesOf } from './releases.ts';
import { nearestName } from './nearest-name.ts';
import { nameOfSetting, settingsOf, type KnownSetting, type Setting, type Settings } from './settings.ts';

/**
 * The settings with which a controller exits at once; the first one stops it. Where its version is not exact, every
 * release that it may be has to exit.
 * @param version `3.4.1`, or `3.4` for any patch of it; null where nothing tells it
 */
export function startFailuresOf(container: Container, version: string | null): readonly StartFailure[] {
  const [newest, ...others] = version === null ? anyRelease() : releasesOf(version);
  const failures = newest === undefined ? [] : failuresUnder(container, newest);
  if (failures.length === 0) return [];
  const elsewhere = others.map((release) => failuresUnder(container, release));
  return failures.filter(
    (failure) =>
      // Releases from before 2.9 had other flags, and read words otherwise.
      (version !== null || !isAboutWords(failure)) &&
      elsewhere.every((alike) => alike.some(({ cause, at }) => cause === failure.cause && at === failure.at)),
  );
}

function isAboutWords({ cause }: StartFailure): boolean {
  return cause !== 'malformed-value' && cause !== 'unknown-gate' && cause !== 'combination';
}

function failuresUnder(container: Container, release: string): readonly StartFailure[] {
  const settings = settingsOf(container, release);
  if (!atLeast(release, '2.9')) return gateFailures(settings, release);
  const single = [
    ...wordFailures(settings, release),
    ...valueFailures(settings, release),
    ...gateFailures(settings, release),
  ];
  // What a setting means beside others is known once each is sound.
  return single.length > 0 ? single : combinationFailures(settings, release);
}

function wordFailures({ fault, types }: Settings, release: string): readonly StartFailure[] {
  if (fault === null || (fault.kind === 'unknown-flag' && !isKnownRelease(release))) return [];
  const { word } = fault;
  const about = 'name' in fault ? fault.name : 'arguments';
  const near = fault.kind === 'unknown-flag' ? nearestName(fault.name, types.keys()) : null;
  const reason = wordReason(fault, release);
  const meant = near === null ? null : { at: word.at, text: word.value.replace(/^--[^=]+/, () => `--${near}`) };
  return [{ cause: fault.kind, about, reason, likely: near === null ? null : `--${near}`, at: word.at, meant }];
}

function wordReason(fault: WordFault, release: string): string {
  const { value } = fault.word;
  switch (fault.kind) {
    case 'unexpected-word':
      return fault.behind === null
        ? `the word "${value}" is no flag, and the controller takes no other words`
        : `the word "${value}" stands behind ${fault.behind.value}, which takes no value behind a blank; write ${fault.behind.value}=${value}`;
    case 'other-command':
      return `"${value}" makes the program print something and end`;
    case 'unknown-flag':
      return `--${fault.name} is no flag of this version${flagHistory(fault.name, release)}`;
    case 'flag-syntax':
      return `"${value}" is no flag; flags begin with two dashes and a letter`;
    case 'value-missing':
      return `--${fault.name} needs a value`;
  }
}

/** Flags in their order, then the variables of those that the command line lacks. */
function valueFailures(settings: Settings, release: string): readonly StartFailure[] {
  const named = settings.flags.map(({ name }) => name);
  return [...new Set([...named, ...settings.types.keys()])].flatMap((flag) => {
    const type = settings.types.get(flag);
    // Of a flag that is given twice the last one counts, but each is checked.
    return type === undefined
      ? []
      : settings.readAll(flag).flatMap((each) => malformed(flag, type, each, settings, release));
  });
}

function malformed(
  flag: string,
  type: FlagType,
  setting: Setting,
  settings: Settings,
  release: string,
): readonly StartFailure[] {
  const fault = setting.kind === 'value' ? valueFault(type, setting.value, release) : null;
  if (setting.kind !== 'value' || fault === null) return [];
  const { at, value } = setting;
  const reason = `${nameOfSetting(flag, setting)} is "${value}", but ${fault.expected}`;
  const text = fault.meant === null ? null : textOf(setting, flag, fault.meant, settings);
  return [
    { cause: 'malformed-value', about: flag, reason, likely: null, at, meant: text === null ? null : { at, text } },
  ];
}

/** What the scalar has to be for a setting to have another value; null where a chart wrote it. */
function textOf({ source, at, value }: KnownSetting, flag: string, meant: string, { flags }: Settings): string | null {
  if (source === 'chart') return null;
  const word = flags.find((given) => given.name === flag && given.value.at === at && given.value.value === value)?.word;
  return word !== undefined && word.at === at ? `--${flag}=${meant}` : meant;
}

function gateFailures(settings: Settings, release: string): readonly StartFailure[] {
  const about = 'feature-gates';
  const unknown = unknownGates(settings, release).map(({ gate, removedIn, setting }): StartFailure => {
    const gone = removedIn === null ? '' : ` since ${removedIn}`;
    const reason = `${nameOfSetting(about, setting)} sets the feature gate "${gate}", which this version does not know${gone}`;
    return { cause: 'unknown-gate', about, reason, likely: null, at: setting.at, meant: null };
  });
  const clashing = (givenGates(settings, release) ?? []).flatMap(({ values, setting }): readonly StartFailure[] => {
    const all = new Map([...defaultGates(release), ...values]);
    if (all.get('KongCustomEntity') !== true || all.get('FillIDs') !== false) return [];
    const reason = `${nameOfSetting(about, setting)} turns FillIDs off, which KongCustomEntity needs`;
    return [{ cause: 'combination', about, reason, likely: null, at: setting.at, meant: null }];
  });
  return [...unknown, ...clashing];
}

function combinationFailures(settings: Settings, release: string): readonly StartFailure[] {
  const found = combinationFault(settings, release);
  if (found === null) return [];
  return [
    { cause: 'combination', about: 'settings', reason: found.reason, likely: null, at: found.setting.at, meant: null },
  ];
}
