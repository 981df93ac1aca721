import type { DoubleQuotedChild, ParsedScript, Word, WordPart } from 'unbash';
import type { Location } from '../../source/location.ts';
import { filledInLater, ownDirectory, ownFile, type ShellText } from './shell-text.ts';

/** A word of a command after expansion, as far as it can be told. */
export interface ShellWord {
  /** Its text without quotes; null where only the shell knows it. */
  readonly text: string | null;
  /** What is known of the text, in order; null for each stretch that is not. */
  readonly pieces: readonly (string | null)[];
  /** Whether it may be no word or several: `$ARGS`, `"$@"`. */
  readonly several: boolean;
  /** As it is written. */
  readonly raw: string;
  /** Where it begins in the text of its shell. */
  readonly start: number;
  readonly at: Location;
}

/** What the words of a script hang on at one point of its run. */
export interface Expansion {
  readonly shell: ShellText;
  readonly variable: (name: string) => string | undefined;
  /** The words that a function or script was called with; null where they are not known. */
  readonly parameters: readonly ShellWord[] | null;
  /** What a command substitution prints, where that is certain. */
  readonly output: (script: ParsedScript) => string | undefined;
}

interface Piece {
  readonly text: string | null;
  /** Whether blanks in it part words. */
  readonly bare: boolean;
  /** Whether it may be several words whatever stands around it. */
  readonly several: boolean;
}

/** Variables that hold each other double with every line. */
const longestText = 16 * 1024;

const unknownPiece: Piece = { text: null, bare: true, several: true };

/** The words that a word of the syntax becomes: one nearly always. */
export function expand(word: Word, context: Expansion): readonly ShellWord[] {
  const passed = passedOn(word, context);
  const at = context.shell.at(word.pos, word.end);
  if (passed !== null) return passed.map((parameter) => ({ ...parameter, at }));
  const pieces = piecesOf(word, context);
  const texts = pieces.map(({ text }) => text);
  const several = pieces.some((piece) => piece.several || (piece.text === null && piece.bare));
  const make = (known: readonly (string | null)[], maySplit: boolean): ShellWord => ({
    text: known.includes(null) ? null : known.join(''),
    pieces: known,
    several: maySplit,
    raw: word.text,
    start: word.pos,
    at,
  });
  if (texts.includes(null)) return [make(texts, several)];
  if (!pieces.some(({ text, bare }) => bare && /\s/.test(text ?? ''))) {
    return pieces.length > 0 && pieces.every(({ text, bare }) => bare && text === '') ? [] : [make(texts, false)];
  }
  // A variable that holds several words, alone; one that is part of a word is too rare to follow.
  const [only, ...others] = pieces;
  if (others.length > 0 || only?.text === null || only === undefined) return [make([null], true)];
  return only.text.split(/\s+/).flatMap((text) => (text === '' ? [] : [make([text], false)]));
}

/** The text of a word that is no argument, as in an assignment: it is not parted at blanks. */
export function textOf(word: Word, context: Expansion): string | null {
  const texts = piecesOf(word, context).map(({ text }) => text);
  return texts.includes(null) ? null : texts.join('');
}

/** The parameters that `$@` or `"$@"` passes on; null for any other word, and where they are not known. */
function passedOn(word: Word, { parameters }: Expansion): readonly ShellWord[] | null {
  return parameters !== null && /^"?\$(@|\{@\})"?$/.test(word.text) ? parameters : null;
}

function piecesOf(word: Word, context: Expansion): readonly Piece[] {
  if (word.parts === undefined) return literal(word.value);
  const pieces = word.parts.flatMap((part) => partPieces(part, context));
  const length = pieces.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
  return length > longestText && length > word.end - word.pos ? [unknownPiece] : pieces;
}

/** Literal text, in which another program may put its own. */
function literal(text: string): readonly Piece[] {
  if (!text.includes(filledInLater)) return [{ text, bare: false, several: false }];
  return text
    .split(filledInLater)
    .flatMap((part, i): Piece[] => [
      ...(i > 0 ? [unknownPiece] : []),
      ...(part === '' ? [] : [{ text: part, bare: false, several: false }]),
    ]);
}

function partPieces(part: WordPart | DoubleQuotedChild, context: Expansion): readonly Piece[] {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return literal(part.value);
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.length === 0
        ? literal('')
        : part.parts.flatMap((child) => partPieces(child, context).map((piece) => quoted(piece, child)));
    case 'SimpleExpansion':
    case 'ParameterExpansion':
      return [expansion(parameterText(part, context))];
    case 'CommandExpansion':
      return [expansion(part.script === undefined ? undefined : context.output(part.script))];
    case 'Glob':
      // `--set proxy.stream[0].protocol=TCP` names no file, and then the shell leaves it as it is.
      return part.kind === 'bracket' ? literal(part.text) : [unknownPiece];
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return [unknownPiece];
  }
}

function expansion(text: string | undefined): Piece {
  return text === undefined ? unknownPiece : { text, bare: true, several: false };
}

/** Within quotes an expansion is one word, but for those that stand for all of a list. */
function quoted(piece: Piece, { type, text }: DoubleQuotedChild): Piece {
  if (type === 'Literal') return piece;
  return { ...piece, bare: false, several: /^\$(@|\{@|\{!?[A-Za-z_]\w*(\[@\]|@))/.test(text) };
}

type Parameter = Extract<WordPart, { type: 'SimpleExpansion' | 'ParameterExpansion' }>;

function parameterText(part: Parameter, context: Expansion): string | undefined {
  if (part.type === 'SimpleExpansion') return named(part.text.slice(1), context);
  const { parameter, prefix, operation, index } = part;
  if (prefix !== undefined) return undefined;
  if (index !== undefined && !(parameter === 'BASH_SOURCE' && index.value === '0')) return undefined;
  const text = named(parameter, context);
  if (operation === undefined) return text;
  if (text === ownFile && operation.type === 'Remove' && operation.operator === '%' && operation.operand.value === '/*')
    return ownDirectory;
  // What the environment may set has its default only where the script sets it as well.
  return operation.type === 'Default' && /^:?[-=?]$/.test(operation.operator) && text !== '' ? text : undefined;
}

function named(name: string, { variable, parameters }: Expansion): string | undefined {
  if (!/^[1-9]$/.test(name)) return variable(name);
  return parameters?.slice(0, Number(name)).some(({ several }) => several) === false
    ? (parameters[Number(name) - 1]?.text ?? undefined)
    : undefined;
}
