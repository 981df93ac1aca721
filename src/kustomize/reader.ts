import { isLocation, type Location, type Place } from '../source/location.ts';
import { get, type Node, type ScalarNode } from '../source/node.ts';
import { definitionDocuments } from '../kubernetes/definition-documents.ts';
import { embeddedRoots, linesOf } from '../source/embedded.ts';
import type { Sources } from '../source/sources.ts';
import { isWithin, joinPath } from '../source/paths.ts';
import { textOfNode, textsIn } from '../source/text-of-node.ts';
import { naming, type BuildProblem, type Said } from './build-problem.ts';
import type { BuildFaultKind } from './build-fault.ts';
import { isDirectory, isRemote, kustomizationNames, linkOnTheWay, resolveInside, resolveRelative } from './paths.ts';
import { Unbuildable } from './unbuildable.ts';

/** Which files a kustomization may read: those at or below it (kustomize's default), or any. */
export type LoadRestrictions = 'root-only' | 'none';

/** More of them than anybody mends at once. */
const mostStops = 50;

/** What a path in a kustomization turned out to be. */
export type Found =
  { readonly kind: 'file' | 'directory'; readonly path: string } | ({ readonly kind: 'unread' } & BuildProblem);

/**
 * Reads what one kustomization names, and remembers every path it asked for: a build stays valid
 * for another tree in which all those paths are the same.
 */
export class Reader {
  readonly sources: Sources;
  readonly directory: string;
  /** The kustomization file. */
  readonly path: string;
  /** Each path looked at, with the blob id found there, or whether it was a directory or nothing. */
  readonly seen: Map<string, string>;
  /** What could not be read, and so makes the build incomplete. */
  readonly problems: BuildProblem[] = [];
  /** What was passed over without harm to the objects. */
  readonly notes: BuildProblem[] = [];
  /** What stops the build, in the order in which kustomize would come to it. */
  readonly stops: Unbuildable[] = [];
  private readonly restrictions: LoadRestrictions;

  constructor(sources: Sources, directory: string, path: string, restrictions: LoadRestrictions) {
    this.sources = sources;
    this.directory = directory;
    this.path = path;
    this.restrictions = restrictions;
    this.seen = lookFor(sources, directory);
  }

  /**
   * Runs a step of the build. Where the step stops the build, the next ones are run all the same, to tell what else
   * does: each is to be certain although something is missing.
   * @param otherwise what the next steps work on then
   * @param counts which further stops are certain whatever the steps before would have made
   */
  step<T>(work: () => T, otherwise: () => T, counts: 'each' | 'missing paths' = 'missing paths'): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Unbuildable)) throw error;
      const isEnough = error.cause === 'limit' || this.stops.length >= mostStops;
      const isCertain = counts === 'each' || error.fault?.kind === 'missing';
      if (this.stops.length === 0 || (isCertain && !isEnough)) this.stops.push(error);
      if (isEnough) this.assertBuilt();
      return otherwise();
    }
  }

  /**
   * Throws what stopped a step.
   * @param uncertain a kind of fault that may be gone where the build comes to its end
   */
  assertBuilt(uncertain: BuildFaultKind | null = null): void {
    const [first, ...others] = this.stops.map((stop) => (uncertain === null ? stop : stop.doubting(uncertain)));
    if (first !== undefined) throw Unbuildable.first([first, ...others]);
  }

  /** Notes that something could not be read; the build goes on without it. */
  miss({ path, cause, reason, names, remoteObjects, unfollowed }: BuildProblem): void {
    this.problems.push({ path, cause, reason, names, remoteObjects, ...(unfollowed && { unfollowed }) });
  }

  /** Notes that what a change names could not be read; `what` is its place in the sentence. */
  missChange(what: Said, { path, cause, reason, names }: BuildProblem): void {
    this.miss({
      path,
      cause,
      reason: `${what.reason}: ${reason}`,
      names: [...what.names, ...names],
      remoteObjects: null,
    });
  }

  /** Notes that something in the kustomization is not followed, and that something rests on it. */
  missUnsupported(reason: string, node: Node, brings = false): void {
    const paths = textsIn(node).flatMap((text) => this.pathNamed(text) ?? []);
    this.miss({ ...this.unsupported(reason), unfollowed: { stated: textOfNode(node), paths, brings } });
  }

  /** The file or directory of the tree that a text names, where it names one. */
  private pathNamed(text: string): string | null {
    const path = text.includes('\n') || isRemote(text) ? null : resolveRelative(this.directory, text);
    return path !== null && (this.sources.has(path) || isDirectory(this.sources, path)) ? path : null;
  }

  /** Notes that something in the kustomization is not followed, and that nothing rests on it. */
  noteUnsupported(reason: string): void {
    this.notes.push(this.unsupported(reason));
  }

  private unsupported(reason: string): BuildProblem {
    return { path: this.path, cause: 'unsupported', reason, names: [], remoteObjects: null };
  }

  /** How a stretch of a file was written, for what YAML's types hide. */
  readonly written = (path: string): string => this.sources.text(path) ?? '';

  /** What stands at a path relative to the kustomization. */
  find(relative: string): Found {
    const local = relative.startsWith('/') || isRemote(relative) ? null : resolveInside(this.directory, relative);
    if (local === null && !isRemote(relative))
      throw new Unbuildable(naming`${relative.slice(0, 100)} is absolute`, { kind: 'restricted' });
    if (local === null) {
      const said = naming`remote resource ${relative.slice(0, 200)} is not fetched`;
      const unfollowed = { stated: relative, paths: [], brings: false };
      return { kind: 'unread', path: this.path, cause: 'remote', ...said, remoteObjects: relative, unfollowed };
    }
    this.look(local);
    const link = linkOnTheWay(this.sources, local);
    if (link !== undefined) return { kind: 'unread', ...link, names: [], remoteObjects: null };
    if (this.sources.has(local)) return { kind: 'file', path: local };
    if (isDirectory(this.sources, local)) return { kind: 'directory', path: local };
    throw new Unbuildable(naming`${relative.slice(0, 200)} does not exist`, { kind: 'missing', missing: local });
  }

  /** The text of a file as a value, placed at the file's first line; unknown when it is not to be had. */
  content(relative: string, at: Place): ScalarNode | { kind: 'unknown'; reason: string; at: Place } {
    const found = this.findFile(relative);
    const text = found.kind === 'file' ? this.sources.text(found.path) : undefined;
    if (text === undefined) {
      if (found.kind === 'unread') this.notes.push({ ...found, path: this.path });
      const reason = found.kind === 'unread' ? found.reason : 'its bytes are not text or were not read';
      return { kind: 'unknown', reason: `${relative}: ${reason}`, at };
    }
    return { kind: 'scalar', value: text, text, style: 'literal', at: wholeFile(found.path, text) };
  }

  /** The documents of a YAML file, or why they cannot be had. Broken YAML stops the build. */
  documents(relative: string, keys: RepeatedKeys = 'unknown'): readonly Node[] | BuildProblem {
    const found = this.findFile(relative);
    return found.kind === 'unread' ? found : documentsOf(this.sources, found.path, keys);
  }

  /** The documents of YAML inside a string of the kustomization, placed in the file around it. */
  embedded(node: ScalarNode): readonly Node[] {
    const path = 'path' in node.at ? node.at.path : this.path;
    const parsed = embeddedRoots(node, linesOf(this.sources, path));
    if ('reason' in parsed) throw new Unbuildable(naming`inline YAML: ${parsed.reason}`);
    return parsed.roots;
  }

  /** The text of a file, for the few questions that its documents do not answer. */
  textOf(relative: string): string {
    const found = this.findFile(relative);
    return found.kind === 'file' ? (this.sources.text(found.path) ?? '') : '';
  }

  private findFile(relative: string): Found {
    const found = this.find(relative);
    if (found.kind === 'directory') throw new Unbuildable(naming`${relative.slice(0, 200)} is a directory, not a file`);
    if (found.kind === 'file' && this.restrictions === 'root-only' && !isWithin(found.path, this.directory)) {
      throw new Unbuildable(naming`${relative.slice(0, 200)} is not in or below the directory of the kustomization`, {
        kind: 'restricted',
      });
    }
    return found;
  }

  private look(path: string): void {
    this.seen.set(path, fingerprint(this.sources, path));
  }
}

/** What stands where the kustomization of a directory may: a second one stops the build. */
export function lookFor(sources: Sources, directory: string): Map<string, string> {
  const places = [...kustomizationNames.map((name) => joinPath(directory, name)), directory];
  return new Map(places.map((path) => [path, fingerprint(sources, path)]));
}

/** What stands at a path, in a form that compares. */
export function fingerprint(sources: Sources, path: string): string {
  const oid = sources.oid(path);
  if (oid !== undefined) return `oid:${oid}`;
  const link = linkOnTheWay(sources, path);
  if (link !== undefined) return `link:${link.path}:${link.reason}`;
  if (sources.has(path)) return 'file';
  return isDirectory(sources, path) ? 'directory' : 'nothing';
}

/**
 * What kustomize does where a map has a key twice. Of a kustomization it takes the last one. A resource it refuses, but
 * for its annotations, which it writes anew, two maps of them joined. Of a patch it takes one or the other.
 */
export type RepeatedKeys = 'last' | 'refused' | 'unknown';

/** The documents of a file; a file that is unread for a reason is not an error of the repository. */
export function documentsOf(sources: Sources, path: string, keys: RepeatedKeys): readonly Node[] | BuildProblem {
  const definitions = definitionDocuments(sources, path);
  if (definitions !== null) return definitions.map(({ root }) => root);
  const file = sources.file(path);
  if (file === undefined) return { path, cause: 'unavailable', reason: 'was not read', names: [], remoteObjects: null };
  if (file.unread !== null) return { ...file.unread, names: [], remoteObjects: null };
  // Behind the first value of what stands between two `---` kustomize reads nothing.
  const roots = file.documents.filter(({ streamed }) => streamed !== true).map((document) => document.root);
  for (const problem of file.problems) {
    const said = naming`line ${problem.at.line}: ${problem.message}`;
    const isIn = (...field: readonly string[]): boolean => roots.some((root) => isWithinField(problem.at, root, field));
    if (problem.kind !== 'syntax' && keys === 'last') continue;
    // Objects are taken apart before anything patches them, and not where one of two values is meant.
    if (problem.kind === 'duplicate-merge' && keys === 'refused') throw new Unbuildable(said, { path, at: problem.at });
    if (problem.kind === 'duplicate-key' && keys === 'refused' && isIn('metadata', 'annotations')) continue;
    const isCertain =
      keys === 'refused' && !isIn('metadata') && !isLeftOut(file.text) && isPlainKey(problem.at, file.text);
    if (problem.kind !== 'duplicate-key' || !isCertain) throw new Unbuildable(said, { path, cause: 'syntax' });
    throw new Unbuildable(said, { path, kind: 'duplicate-key', at: problem.at });
  }
  return roots;
}

function isWithinField({ start, end }: Location, root: Node, field: readonly string[]): boolean {
  const at = get(root, ...field)?.at;
  return at !== undefined && isLocation(at) && at.start <= start && end <= at.end;
}

/** Whether an object of a file may be one that kustomize leaves out in the end. */
function isLeftOut(text: string): boolean {
  return text.includes('config.kubernetes.io/local-config');
}

/** Whether a key is a string for every version of YAML: `yes` and `1.0` are the same as others for some. */
function isPlainKey({ start, end }: Location, text: string): boolean {
  const key = text.slice(start, end).replace(/^(["'])(.*)\1$/, '$2');
  return /^[A-Za-z_][\w./-]*$/.test(key) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key);
}

function wholeFile(path: string, text: string): Place {
  const lines = text.split('\n');
  const endColumn = (lines.at(-1) ?? '').length + 1;
  return { path, start: 0, end: text.length, line: 1, column: 1, endLine: lines.length, endColumn };
}
