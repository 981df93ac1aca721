import type { Sources } from '../../source/sources.ts';
import { type KindLookup, kindOf, marksBesideKong, mayHoldKind, whenNamedMarks } from '../../kubernetes/known-kinds.ts';
import { objectsOf } from '../objects/objects.ts';
import { mentionsOf } from './mentions.ts';
import { type FileRole, isBundle, isSubject, mayDeploy, maySpellOtherwise, roleOf } from './needles.ts';
import type { Patterns } from './tool-patterns.ts';

/** What can be told of a file by itself, without parsing it. */
export interface FileFacts {
  readonly role: FileRole;
  /** Whether it may say which definitions of Gateway API a cluster has. */
  readonly bundle: boolean;
  /** Whether it holds a subject of the review. */
  readonly subject: boolean;
  /** Whether it may hold an object that matters when a subject names it. */
  readonly support: boolean;
  /** Whether it may hold an object that matters because it speaks of Kong. */
  readonly besideKong: boolean;
  /** Whether it may give a chart the values of a route. */
  readonly routeValues: boolean;
  /** Whether it speaks of Kong at all. */
  readonly kong: boolean;
  /** Whether it may hold what deploys others. */
  readonly deploys: boolean;
  /** The paths its text may mean, when it may hold what deploys others. */
  readonly mentions: readonly string[];
}

/** Facts of files by path, each good for one content: base and head of a change share most files. */
export type FactsCache = Map<string, { readonly oid: string | undefined; readonly facts: FileFacts | null }>;

/**
 * The facts of a file; null for one that no review reads.
 * @param isChanged whether a change touches it: then it is parsed, whatever its bytes look like
 */
export function factsOf(
  sources: Sources,
  path: string,
  patterns: Patterns,
  cache: FactsCache,
  isChanged: boolean,
): FileFacts | null {
  const oid = sources.oid(path);
  const known = cache.get(path);
  if (known !== undefined && oid !== undefined && known.oid === oid) return known.facts;
  const role = roleOf(path, patterns);
  const found = role === null ? null : read(sources, path, role, patterns);
  const isParsed = role === 'yaml' && (isChanged || maySpellOtherwise(sources.text(path) ?? ''));
  const facts = found !== null && isParsed ? parsed(found, sources, path, patterns) : found;
  cache.set(path, { oid, facts });
  return facts;
}

/** What the objects of a file add to what its bytes tell: a mark may be escaped, an alias, or on another line. */
function parsed(facts: FileFacts, sources: Sources, path: string, patterns: Patterns): FileFacts {
  const isOfTool = (group: string, kind: string): boolean => patterns.hasKind(group, kind);
  const lookup: KindLookup = (group, kind) =>
    kindOf(group, kind) ??
    (isOfTool(group, kind) ? { group, kind, scope: 'namespaced', matters: 'deploys' } : undefined);
  const objects = (sources.file(path)?.documents ?? []).flatMap((document) => objectsOf(document, lookup));
  const having = (...of: readonly string[]): boolean =>
    objects.some(({ group, kind }) => of.includes(lookup(group, kind)?.matters ?? ''));
  const deploys = having('deploys');
  return {
    ...facts,
    subject: facts.subject || having('reviewed', 'workload'),
    support: facts.support || having('when-named'),
    deploys: facts.deploys || deploys,
    mentions:
      deploys && facts.mentions.length === 0
        ? mentionsOf(path, sources.text(path) ?? '', patterns.beforePath)
        : facts.mentions,
  };
}

function read(sources: Sources, path: string, role: FileRole, patterns: Patterns): FileFacts {
  const subject = isSubject(sources, path, role, patterns) && mayHold(sources, path, role, patterns);
  const deploys = mayDeploy(sources, path, role, patterns);
  const isYaml = role === 'yaml' && !path.endsWith('.json');
  return {
    role,
    bundle: isBundle(sources, path, role, patterns),
    subject,
    kong: sources.contains(path, 'kong', 'KONG_') && /\bkong|KONG_/.test(sources.text(path) ?? ''),
    support: isYaml && !subject && sources.contains(path, ...whenNamedMarks, ...patterns.references.kinds),
    besideKong: isYaml && !subject && !path.includes('templates/') && speaksOfKong(sources, path),
    routeValues: !subject && isYaml && !path.includes('templates/') && holdsRouteValues(sources, path, deploys),
    deploys,
    mentions: deploys
      ? mentionsOf(path, sources.text(path) ?? '', role === 'kustomization' ? null : patterns.beforePath)
      : [],
  };
}

/** Charts name the parents of a route as the object does; what states objects of its own is no file of values. */
function holdsRouteValues(sources: Sources, path: string, deploys: boolean): boolean {
  return sources.contains(path, 'parentRefs') && (deploys || !/^kind:/m.test(sources.text(path) ?? ''));
}

function speaksOfKong(sources: Sources, path: string): boolean {
  return sources.contains(path, ...marksBesideKong) && sources.contains(path, 'kong');
}

/** The bytes of CRDs and of objects of Kong's that nobody asks for name all the needles. Templates are counted, whatever they hold. */
function mayHold(sources: Sources, path: string, role: FileRole, { kindNames }: Patterns): boolean {
  if (path.includes('templates/')) return true;
  return role !== 'yaml' || path.endsWith('.json') || mayHoldKind(sources.text(path) ?? '', kindNames);
}
