import { globMatcher } from '../config/globs.ts';
import type { Sources } from '../source/sources.ts';

/** Where GitHub looks, in this order. */
export const ownersPaths: readonly string[] = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Who owns a path, as a message says it: ` (owned by acme/shop)`; empty where nobody does or that is not known. */
export type OwnedBy = (path: string) => string;

const mostText = 200_000;
const mostLines = 2000;
/** The first ones stand for all of them. */
const mostOwners = 3;

interface Line {
  readonly pattern: string;
  readonly owners: readonly string[];
}

/**
 * Who owns what, by the CODEOWNERS of a tree. Names are written without `@`, so that nobody is notified.
 * Source: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function ownersIn(sources: Pick<Sources, 'text'>): OwnedBy {
  let lines: readonly Line[] | null | undefined;
  const known = new Map<string, string>();
  return (path) => {
    if (lines === undefined)
      lines = linesOf(ownersPaths.map((each) => sources.text(each)).find((text) => text !== undefined) ?? '');
    if (lines === null)
      return ` (owners not looked up: CODEOWNERS has more than ${mostLines} lines, or ${mostText} characters)`;
    const found = known.get(path) ?? ownedBy(path, lines);
    known.set(path, found);
    return found;
  };
}

/** Null where they are too many: the last one that fits counts. */
function linesOf(text: string): readonly Line[] | null {
  if (text.length > mostText) return null;
  const lines = text.split('\n');
  return lines.length > mostLines ? null : lines.flatMap((line) => lineOf(line.trim()) ?? []).toReversed();
}

function lineOf(text: string): Line | null {
  if (text === '' || text.startsWith('#')) return null;
  const words = text.replaceAll('\\ ', '\0').split(/\s+/);
  const comment = words.findIndex((word) => word.startsWith('#'));
  const [pattern = '', ...owners] = (comment < 0 ? words : words.slice(0, comment)).map((w) => w.replaceAll('\0', ' '));
  return { pattern, owners: owners.map((owner) => owner.replace(/^@/, '')) };
}

function ownedBy(path: string, lines: readonly Line[]): string {
  for (const { pattern, owners } of lines) {
    const fits = fitsPattern(pattern, path);
    // Which files a pattern means that is not followed here is not known.
    if (fits === null) return '';
    if (fits) return said(owners);
  }
  return '';
}

function said(owners: readonly string[]): string {
  if (owners.length === 0) return '';
  const shown = owners.slice(0, mostOwners);
  const left = owners.length - shown.length;
  return ` (owned by ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''})`;
}

/** Patterns are those of .gitignore, without `!` and brackets. */
function fitsPattern(pattern: string, path: string): boolean | null {
  if (/[![\]{}\\]/.test(pattern)) return null;
  const isAnchored = pattern.slice(0, -1).includes('/');
  const bare = pattern.replace(/^\//, '');
  const glob = isAnchored ? bare : `**/${bare}`;
  const isOfFiles = (bare.split('/').at(-1) ?? '').includes('*');
  const globs = bare.endsWith('/') ? [`${glob}**`] : isOfFiles ? [glob] : [glob, `${glob}/**`];
  const matchers = globs.map((each) => globMatcher(each));
  if (matchers.includes(null)) return null;
  return matchers.some((matches) => matches?.(path) === true);
}
