import { globMatcher } from '../../config/globs.ts';
import { type DirectoryListing, listDirectories } from '../../source/directory-listing.ts';
import { nearPath } from '../../source/near-name.ts';
import { ancestorsOf, baseName, directoryOf } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';

/** What can be told of paths that are named and not in the tree. */
export interface MissingPaths {
  /**
   * Whether a path is certainly not there when somebody deploys. It may be there where it lies behind a link, git is
   * told to ignore it, a script names it, a template or an encrypted copy of it stands beside it, or it holds a
   * placeholder.
   * @param namedIn the file that names it
   */
  readonly isMissing: (path: string, namedIn: string) => boolean;
  /** Why some questions were not answered, with the file whose they are; null where all were. */
  readonly cut: () => { readonly path: string; readonly reason: string } | null;
  /** The path that is there and one letter away, or null. */
  readonly near: (path: string) => string | null;
}

/** Each question costs a search through scripts; a tree that asks more of them is not judged further. */
const mostQuestions = 2_000;

/** Gets ready to tell; nothing is done before the first question. */
export function missingPaths(sources: Sources, isScript: (path: string) => boolean): MissingPaths {
  let listing: DirectoryListing | null = null;
  let scripts: readonly string[] | null = null;
  const answers = new Map<string, boolean>();
  let cut: ReturnType<MissingPaths['cut']> = null;
  const isMissing = (path: string, namedIn: string): boolean => {
    listing ??= listDirectories(sources.paths);
    if (path === '' || sources.has(path) || listing.namesIn(path).size > 0) return false;
    scripts ??= sources.paths.filter(isScript);
    const others = scripts.filter((other) => other !== namedIn);
    return !isBehindLink(path, sources) && !isMadeElsewhere(path, sources, listing, others);
  };
  return {
    isMissing(path, namedIn) {
      const question = `${namedIn}\n${path}`;
      const known = answers.get(question);
      if (known !== undefined) return known;
      const isAsked = answers.size < mostQuestions;
      if (!isAsked) cut ??= { path: namedIn, reason: `more than ${mostQuestions} paths are named that are not there` };
      const answer = isAsked && isMissing(path, namedIn);
      answers.set(question, answer);
      return answer;
    },
    cut: () => cut,
    near: (path) => nearPath(path, (listing ??= listDirectories(sources.paths))),
  };
}

function isBehindLink(path: string, sources: Sources): boolean {
  const above = [path, ...ancestorsOf(path)].filter((each) => each !== '');
  return above.some((each) => sources.unread(each) !== undefined) || above.some(submodulesOf(sources));
}

/** By the text of `.gitmodules`: a directory that is no git repository has nothing where a submodule belongs. */
function submodulesOf(sources: Sources): (path: string) => boolean {
  const text = sources.text('.gitmodules');
  if (text === undefined) return () => false;
  const paths = new Set(
    text.split('\n').flatMap((line) => /^\s*path\s*=\s*(\S+)/.exec(line)?.[1]?.replace(/\/$/, '') ?? []),
  );
  return (path) => paths.has(path);
}

function isMadeElsewhere(
  path: string,
  sources: Sources,
  listing: DirectoryListing,
  scripts: readonly string[],
): boolean {
  if (/[$%<>{}]|__|@@/.test(path) || hasPattern(path, listing) || isIgnored(path, sources)) return true;
  // A name that other files of the tree have as well tells nothing.
  const name = baseName(path);
  return listing.filesNamed(name) === 0 && scripts.some((script) => sources.contains(script, name));
}

/** `secret.env` beside `secret.env.example`, `secret.enc.env` or `secret.sops.env`. */
function hasPattern(path: string, { namesIn }: DirectoryListing): boolean {
  const name = baseName(path);
  const [first = ''] = name.split('.').filter((part) => part !== '');
  return [...namesIn(directoryOf(path))].some(
    (beside) => beside.startsWith(`${name}.`) || (beside.includes(first) && markers.test(beside)),
  );
}

const markers =
  /[._-](enc|encrypted|sops|age|gpg|asc|example|sample|template|tmpl|tpl|dist|default|gotmpl|j2)([._-]|$)/i;

/** By a `.gitignore` on the way; what such a file takes back with `!` stays ignored here. */
function isIgnored(path: string, sources: Sources): boolean {
  const steps = [path, ...ancestorsOf(path)].filter((step) => step !== '');
  for (const directory of ancestorsOf(path)) {
    const text = sources.text(directory === '' ? '.gitignore' : `${directory}/.gitignore`);
    if (text === undefined) continue;
    const inside = steps
      .filter((step) => directory === '' || step.startsWith(`${directory}/`))
      .map((step) => (directory === '' ? step : step.slice(directory.length + 1)));
    const lines = text.split('\n');
    // What a very long one ignores is not looked at, and may be anything.
    if (lines.length > mostPatterns || lines.some((line) => matchesLine(line.trim(), inside))) return true;
  }
  return false;
}

const mostPatterns = 500;

function matchesLine(line: string, inside: readonly string[]): boolean {
  const pattern = line.replace(/\/$/, '');
  if (pattern === '' || pattern.startsWith('#') || pattern.startsWith('!')) return false;
  const anchored = pattern.includes('/');
  const matches = globMatcher(anchored ? pattern.replace(/^\//, '') : `**/${pattern}`);
  return matches !== null && inside.some(matches);
}
