import { parse } from '@babel/parser';
import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { JS, NFA } from 'refa';
import { analyse } from 'scslre';

/** A regular expression in source text. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly line: number;
}

/** Every literal pattern of a TypeScript file. */
export function patternsIn(text: string): readonly Pattern[] {
  const { tokens } = parse(text, { sourceType: 'module', plugins: ['typescript'], tokens: true });
  return ((tokens as readonly Token[] | undefined) ?? []).flatMap(({ type, value, loc }) =>
    type.label === 'regexp' ? [{ source: value.pattern, flags: value.flags, line: loc.start.line }] : [],
  );
}

interface Token {
  readonly type: { readonly label?: string };
  readonly value: { readonly pattern: string; readonly flags: string };
  readonly loc: { readonly start: { readonly line: number } };
}

/** Why a backtracking engine may need more than linear time for a pattern; nothing where it does not. */
export function superLinear({ source, flags }: Pick<Pattern, 'source' | 'flags'>): readonly string[] {
  const reportTypes = { Move: true, Self: true, Trade: true } as const;
  const { reports } = analyse({ source, flags }, { reportTypes, assumeRejectingSuffix: false });
  return [...new Set(reports.map(({ type }) => type)), ...repeatedOpenings(source, flags)];
}

/**
 * `\$\{[^}]*\}` on `${${${…`: what begins a match may stand within it too, so that the search begins again at each of
 * them, and each time runs to the end of the text.
 */
function repeatedOpenings(source: string, flags: string): readonly string[] {
  if (flags.includes('y')) return [];
  const pattern = new RegExpParser().parsePattern(source, undefined, undefined, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const isAnchored = ([first]: readonly AST.Element[]): boolean =>
    !flags.includes('m') && first?.type === 'Assertion' && first.kind === 'start';
  return pattern.alternatives
    .filter(({ elements }) => !isAnchored(elements))
    .flatMap(({ elements }) =>
      elements.flatMap((element, index) => {
        if (element.type !== 'Quantifier' || element.max !== Infinity || index === 0) return [];
        const before = rawOf(elements.slice(0, index));
        const after = rawOf(elements.slice(index + 1));
        if (after === '' || automaton(after, flags).test([])) return [];
        const within = NFA.fromIntersection(automaton(before, flags), automaton(`(?:${element.element.raw})*`, flags));
        return hasWord(within) ? [`${before} within ${element.raw}`] : [];
      }),
    );
}

/** Whether it takes anything but the empty text; the words themselves may be without number. */
function hasWord(nfa: NFA): boolean {
  for (const { length } of nfa.wordSets()) if (length > 0) return true;
  return false;
}

const rawOf = (elements: readonly AST.Element[]): string => elements.map(({ raw }) => raw).join('');

/** What a part of a pattern matches; assertions count as if they never held. */
function automaton(source: string, flags: string): NFA {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags }).parse({
    assertions: 'unknown',
    backreferences: 'unknown',
  });
  return NFA.fromRegex(expression, { maxCharacter }, { assertions: 'disable', unknowns: 'disable' });
}
