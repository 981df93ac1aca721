import { linkedPath } from '../../source/links.ts';
import type { Sources } from '../../source/sources.ts';
import type { Unread } from '../../source/unread.ts';
import { baseName, directoryOf, isWithin, isYamlName } from '../../source/paths.ts';
import { type FileRole, roleOf } from './needles.ts';
import { statesOurs, statesOursEncoded } from '../objects/states-ours.ts';
import { reviewedGroups } from '../../kubernetes/known-kinds.ts';
import type { Patterns } from './tool-patterns.ts';

/** A path whose bytes are not known, and that somebody may deploy all the same: told by its name and its place. */
export interface UnreadPlace extends Unread {
  /** Whether it stands where manifests stand, or its path speaks of Kong or a Gateway. */
  readonly mayHoldOurs: boolean;
  /** For a link within the tree, the files behind it that have a bearing: they are accounted for by themselves. */
  readonly behind: readonly string[] | null;
}

/** Whether a place is a link, and all that is behind it is accounted for where it stands. */
export function isSeenElsewhere({ behind }: UnreadPlace, isSeen: (path: string) => boolean): boolean {
  return behind?.every(isSeen) === true;
}

/** Every path of a tree of which only the name and the place are known, as far as a tool could read it. */
export function unreadPlaces(
  sources: Sources,
  setAside: (path: string) => string | null,
  patterns: Patterns,
  relevant: ReadonlySet<string>,
): readonly UnreadPlace[] {
  const unread = sources.paths.flatMap((path) => sources.unread(path) ?? []);
  const holdsManifests = unread.length === 0 ? () => false : manifestPlaces(sources);
  return unread.flatMap((entry) => {
    const standsFor = whatItStandsFor(entry, roleOf(entry.path, patterns));
    if (standsFor === null) return [];
    const speaks = speaksOfOurs(entry.path) || sources.contains(entry.path, ...marks);
    const inPlace = speaks || (standsFor !== 'data' && holdsManifests(entry.path, standsFor));
    const mayHoldOurs = inPlace && standsFor !== 'other' && setAside(entry.path) === null;
    const behind = behindLink(sources, entry.path, relevant, (target) => roleOf(target, patterns) !== null);
    return behind?.length === 0 ? [] : [{ ...entry, mayHoldOurs, behind }];
  });
}

/** The relevant files of the tree that a link leads to; null for what is no link, or leads out of the tree or nowhere. */
function behindLink(
  sources: Sources,
  path: string,
  relevant: ReadonlySet<string>,
  isRead: (path: string) => boolean,
): readonly string[] | null {
  const target = sources.link(path) === undefined ? null : linkedPath(sources, path);
  if (target === null) return null;
  // By the name of the link tools read what is read by nobody where it stands.
  if (sources.has(target) && isYamlName(path) && !isRead(target) && mayStateOurs(sources.text(target))) return null;
  const isThere = sources.has(target) || sources.paths.some((each) => isWithin(each, target));
  return isThere ? [...relevant].filter((each) => isWithin(each, target)) : null;
}

function mayStateOurs(text: string | undefined): boolean {
  return text === undefined || statesOurs(text) || statesOursEncoded(text);
}

/** What may be behind a path, told by its name; null for what no tool reads. */
function whatItStandsFor(
  { path, cause }: Unread,
  role: FileRole | null,
): 'manifest' | 'data' | 'folder' | 'other' | null {
  if (cause === 'submodule' || cause === 'not-listed') return 'folder';
  if (isYamlName(path) && (role === 'yaml' || role === 'kustomization' || role === 'chart'))
    return path.endsWith('.json') ? 'data' : 'manifest';
  if (role !== null || /\.(tpl|env|properties)$/.test(path)) return 'other';
  return cause === 'symlink' && !baseName(path).includes('.') ? 'folder' : null;
}

const marks = [...reviewedGroups, 'KONG_'];

function speaksOfOurs(path: string): boolean {
  return /kong|gateway/i.test(path);
}

/** Whether manifests stand beside a path: in its folder, for a folder anywhere below the one it is in. */
function manifestPlaces(sources: Sources): (path: string, standsFor: 'manifest' | 'folder' | 'other') => boolean {
  const manifests = sources.paths.filter(
    (path) => /\.ya?ml$/.test(path) && sources.contains(path, 'apiVersion') && sources.contains(path, 'kind'),
  );
  const direct = new Set(manifests.map(directoryOf));
  return (path, standsFor) => {
    const directory = directoryOf(path);
    if (direct.has(directory)) return true;
    const around = standsFor === 'folder' || directory === '' ? directory : directoryOf(directory);
    if (standsFor !== 'folder' && around === '') return false;
    return manifests.some((manifest) => isWithin(manifest, around));
  };
}
