import type { Located } from '../../source/location.ts';

/** A flag as a command line gives it. */
export interface GivenFlag {
  readonly name: string;
  /** Of a switch without a value `true`. */
  readonly value: Located<string>;
  /** The word that names the flag. */
  readonly word: Located<string>;
}

/** Why a command line is refused before any value is looked at. */
export type WordFault =
  /** A word that is no flag and no flag's value. `isValue` where it stands behind a switch that takes none. */
  | { readonly kind: 'unexpected-word'; readonly word: Located<string>; readonly behind: Located<string> | null }
  /** A word that makes the program do something else and end. */
  | { readonly kind: 'other-command'; readonly word: Located<string> }
  | { readonly kind: 'unknown-flag'; readonly word: Located<string>; readonly name: string }
  /** `-x`, `--=`, `---x`. */
  | { readonly kind: 'flag-syntax'; readonly word: Located<string> }
  | { readonly kind: 'value-missing'; readonly word: Located<string>; readonly name: string };

/** What becomes of a command line. */
export interface CommandLine {
  /** The flags in order, up to the first fault. */
  readonly flags: readonly GivenFlag[];
  readonly fault: WordFault | null;
}

/** What a command line needs to know of a flag. */
export type FlagShape = 'switch' | 'value' | null;

/** Commands of the controller besides running; the last two are those of shell completion. */
const otherCommands: ReadonlySet<string> = new Set(['version', 'help', 'completion', '__complete', '__completeNoDesc']);

/**
 * Reads the words behind the program's name as cobra and pflag do: first all words that are neither flags nor values are
 * looked at, then the flags in order.
 * @param shapeOf whether a flag takes a value; null for one that is not known
 */
export function readCommandLine(words: readonly Located<string>[], shapeOf: (flag: string) => FlagShape): CommandLine {
  const stray = firstStray(words, shapeOf);
  if (stray !== null) return { flags: [], fault: stray };
  const flags: GivenFlag[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined || word.value === '--') break;
    if (!word.value.startsWith('-') || word.value === '-') continue;
    const read = readFlag(word, words[index + 1], shapeOf);
    if ('kind' in read) return { flags, fault: read };
    flags.push(read.flag);
    if (read.tookNext) index += 1;
  }
  return { flags, fault: null };
}

/** The first word that is neither a flag nor, by the look of the words before it, a flag's value. */
function firstStray(words: readonly Located<string>[], shapeOf: (flag: string) => FlagShape): WordFault | null {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined || word.value === '--') return null;
    const { value } = word;
    if (takesNext(value, shapeOf)) index += 1;
    else if (value !== '' && !value.startsWith('-')) {
      if (otherCommands.has(value)) return { kind: 'other-command', word };
      const before = words[index - 1];
      const isSwitch = before !== undefined && /^--[^=]+$/.test(before.value);
      return { kind: 'unexpected-word', word, behind: isSwitch ? before : null };
    }
  }
  return null;
}

function takesNext(word: string, shapeOf: (flag: string) => FlagShape): boolean {
  if (word.includes('=')) return false;
  if (word.startsWith('--')) return shapeOf(word.slice(2)) !== 'switch';
  return word.startsWith('-') && word.length === 2;
}

function readFlag(
  word: Located<string>,
  next: Located<string> | undefined,
  shapeOf: (flag: string) => FlagShape,
): { readonly flag: GivenFlag; readonly tookNext: boolean } | WordFault {
  if (!word.value.startsWith('--')) {
    return word.value.startsWith('-h') ? { kind: 'other-command', word } : { kind: 'flag-syntax', word };
  }
  const body = word.value.slice(2);
  if (/^[-=]/.test(body)) return { kind: 'flag-syntax', word };
  const equals = body.indexOf('=');
  const name = equals < 0 ? body : body.slice(0, equals);
  if (name === 'help') return { kind: 'other-command', word };
  const shape = shapeOf(name);
  if (shape === null) return { kind: 'unknown-flag', word, name };
  const flag = (value: string, at = word.at): GivenFlag => ({ name, value: { value, at }, word });
  if (equals >= 0) return { flag: flag(body.slice(equals + 1)), tookNext: false };
  if (shape === 'switch') return { flag: flag('true'), tookNext: false };
  if (next === undefined) return { kind: 'value-missing', word, name };
  return { flag: flag(next.value, next.at), tookNext: true };
}
