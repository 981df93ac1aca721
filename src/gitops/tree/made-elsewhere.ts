import { ancestorsOf, baseName, directoryOf } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import { globMatcher } from '../../config/globs.ts';

/**
 * Whether a path that is not in the tree may be there when somebody deploys: git is told to ignore it, a
 * script names it, a template or an encrypted copy of it stands beside it, or it holds a placeholder.
 */
export function isMadeElsewhere(path: string, sources: Sources, isScript: (path: string) => boolean): boolean {
  return (
    /[$%<>{}]|__|@@/.test(path) ||
    hasPattern(path, sources) ||
    isIgnored(path, sources) ||
    isNamedByScript(path, sources, isScript)
  );
}

/** `secret.env` beside `secret.env.example`, `secret.enc.env` or `secret.sops.env`. */
function hasPattern(path: string, { paths }: Sources): boolean {
  const directory = directoryOf(path);
  const name = baseName(path);
  const [first = ''] = name.split('.').filter((part) => part !== '');
  return paths.some((other) => {
    if (directoryOf(other) !== directory) return false;
    const beside = baseName(other);
    return beside.startsWith(`${name}.`) || (beside.includes(first) && markers.test(beside));
  });
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
    for (const line of text.split('\n').slice(0, mostPatterns)) if (matchesLine(line.trim(), inside)) return true;
  }
  return false;
}

const mostPatterns = 2_000;

function matchesLine(line: string, inside: readonly string[]): boolean {
  const pattern = line.replace(/\/$/, '');
  if (pattern === '' || pattern.startsWith('#') || pattern.startsWith('!')) return false;
  const anchored = pattern.includes('/');
  const matches = globMatcher(anchored ? pattern.replace(/^\//, '') : `**/${pattern}`);
  return matches !== null && inside.some(matches);
}

/** A name that other files of the tree have as well tells nothing. */
function isNamedByScript(path: string, sources: Sources, isScript: (path: string) => boolean): boolean {
  const name = baseName(path);
  if (sources.paths.some((other) => baseName(other) === name)) return false;
  return sources.paths.some((other) => isScript(other) && sources.contains(other, name));
}
