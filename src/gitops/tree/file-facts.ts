import type { Sources } from '../../source/sources.ts';
import { type KindLookup, kindOf, marksBesideKong, mayHoldKind, whenNamedMarks } from '../../kubernetes/known-kinds.ts';
import { objectsOf } from '../objects/objects.ts';
import { mentionsOf } from './mentions.ts';
import { type FileRole, holds, isBundle, isSubject, mayDeploy, maySpellOtherwise, roleOf } from './needles.ts';
import { bytesOf } from './support.ts';
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
  const text = sources.text(path) ?? '';
  const bytes = bytesOf(path, sources);
  const subject = isSubject(bytes, path, role, patterns) && mayHold(text, path, role, patterns);
  const deploys = mayDeploy(bytes, role, patterns);
  const isYaml = role === 'yaml' && !path.endsWith('.json');
  const isOther = !subject && isYaml;
  const isPlain = isOther && !path.includes('templates/');
  return {
    role,
    bundle: isBundle(bytes, path, role, patterns),
    subject,
    kong: holds(text, kongMarks) && /\bkong|KONG_/.test(text),
    support: isOther && (holds(bytes, whenNamedMarks) || holds(bytes, patterns.references.kinds)),
    besideKong: isPlain && holds(bytes, marksBesideKong) && bytes.includes('kong'),
    routeValues: isPlain && holdsRouteValues(text, bytes, deploys),
    deploys,
    mentions: deploys ? mentionsOf(path, text, role === 'kustomization' ? null : patterns.beforePath) : [],
  };
}

const kongMarks = ['kong', 'KONG_'];

/** Charts name the parents of a route as the object does; what states objects of its own is no file of values. */
function holdsRouteValues(text: string, bytes: string, deploys: boolean): boolean {
  return bytes.includes('parentRefs') && (deploys || !/^kind:/m.test(text));
}

/** The bytes of CRDs and of objects of Kong's that nobody asks for name all the needles. Templates are counted, whatever they hold. */
function mayHold(text: string, path: string, role: FileRole, { kindNames }: Patterns): boolean {
  if (path.includes('templates/')) return true;
  return role !== 'yaml' || path.endsWith('.json') || mayHoldKind(text, kindNames);
}
