import { get } from '../../source/node.ts';
import { onceFor } from '../../source/once-for.ts';
import { baseName, directoryOf, isWithin } from '../../source/paths.ts';
import type { Sources } from '../../source/sources.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { type IgnorePattern, ignorePattern } from './ignore-pattern.ts';

/** What Flux's source controller takes from a Git repository into the artifact that everything else reads. */
export interface SourceIgnore {
  /** Whether a file is in the artifact; null where that hangs on a pattern that is not followed. */
  readonly keeps: (path: string) => boolean | null;
  /** Where patterns stand that are not followed. */
  readonly unclear: ReadonlySet<string>;
}

/** Left out of every artifact. */
const alwaysIgnored = ['.git/', '.gitignore', '.gitmodules', '.gitattributes'];
/** Left out where the repository states nothing. */
const ignoredByDefault = [
  '*.jpg *.jpeg *.gif *.png *.wmv *.flv *.tar.gz *.zip .github/ .circleci/ .travis.yml .gitlab-ci.yml appveyor.yml',
  '.drone.yml cloudbuild.yaml codeship-services.yml codeship-steps.yml **/.goreleaser.yml **/.sops.yaml **/.flux.yaml',
].flatMap((names) => names.split(' '));

/** Repositories that state far more are no lists of people: each path would be held against all of them. */
const mostPatterns = 500;

/** One pattern of a list; null for one that is not followed. */
interface Listed {
  readonly folder: string;
  readonly pattern: IgnorePattern | null;
}

/** A list of patterns as text; undefined where that is not known. */
interface List {
  readonly path: string;
  readonly folder: string;
  readonly lines: readonly string[] | undefined;
}

/**
 * Follows `.sourceignore` files and `spec.ignore` of a GitRepository: of all patterns that match, the last decides.
 * Source: fluxcd/pkg, sourceignore and artifact/storage.
 * @param source the GitRepository, where it is known
 */
export function sourceIgnore(source: KubeObject | null, sources: Sources): SourceIgnore {
  return source === null || get(source.root, 'spec', 'ignore') === undefined
    ? ofFiles(sources)
    : followed([...listsOf(sources), ofRepository(source)]);
}

const ofFiles = onceFor((sources: Sources) => followed(listsOf(sources)));

const listsOf = onceFor((sources: Sources): readonly List[] =>
  sources.paths
    .filter((path) => baseName(path) === '.sourceignore')
    .toSorted((a, b) => a.split('/').length - b.split('/').length)
    .map((path) => ({ path, folder: directoryOf(path), lines: linesOf(sources.text(path)) })),
);

function ofRepository({ path, root }: KubeObject): List {
  const ignore = get(root, 'spec', 'ignore');
  return { path, folder: '', lines: ignore?.kind === 'scalar' ? linesOf(String(ignore.value ?? '')) : undefined };
}

function linesOf(text: string | undefined): readonly string[] | undefined {
  const lines = text?.split('\n').map((line) => line.replace(/\r$/, ''));
  return lines?.filter((line) => !line.startsWith('#') && line.trim() !== '');
}

function followed(lists: readonly List[]): SourceIgnore {
  const isLong = lists.reduce((sum, { lines = [] }) => sum + lines.length, 0) > mostPatterns;
  const unclear = new Set<string>();
  const stated = lists.flatMap(({ path, folder, lines }): readonly Listed[] => {
    const listed = (isLong ? undefined : lines)?.map((line) => ({ folder, pattern: ignorePattern(line) }));
    if (listed?.every(({ pattern }) => pattern !== null) !== true) unclear.add(path);
    return listed ?? [{ folder, pattern: null }];
  });
  const all = [...alwaysIgnored.map(own), ...(stated.length === 0 ? ignoredByDefault.map(own) : stated)];
  const patterns = all.toReversed();
  const known = new Map<string, boolean | null>();
  return {
    unclear,
    keeps: (path) => {
      const kept = known.get(path);
      if (kept !== undefined) return kept;
      const found = keeps(path, patterns);
      known.set(path, found);
      return found;
    },
  };
}

function own(line: string): Listed {
  return { folder: '', pattern: ignorePattern(line) };
}

/** @param patterns the last first */
function keeps(path: string, patterns: readonly Listed[]): boolean | null {
  for (const { folder, pattern } of patterns) {
    if (!isWithin(path, folder)) continue;
    if (pattern === null) return null;
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    if (pattern.matches(inside.split('/'))) return pattern.takesBack;
  }
  return true;
}
