import type { Place } from '../source/location.ts';
import { get, listAt, type MapNode, type Node } from '../source/node.ts';
import { noAliases } from './aliases.ts';
import { withBuildAnnotations, withoutBuildAnnotations } from './build-annotations.ts';
import { applyJsonPatch } from './json-patch.ts';
import { obscured } from './obscured.ts';
import type { Reader } from './reader.ts';
import { currentId, hasId, idText, kindOf, metadataText, remembering, withRoot, type Resource } from './resource.ts';
import { asKustomizeReads } from './scalars.ts';
import { compileSelector } from './selector.ts';
import { copied, mergeInto, noOptions, optionsOf } from './patch-merge.ts';
import type { SettledNodes } from './strategic-merge.ts';
import { naming } from './build-problem.ts';
import { blaming, blamingValue, Unbuildable } from './unbuildable.ts';
import { isNull, rawText } from './values.ts';

/** What a build knows while it patches. */
export interface PatchContext {
  readonly reader: Reader;
  /** Whether objects may be missing from the build, so that a patch without a target is no error. */
  readonly lenient: boolean;
  readonly settled: SettledNodes;
}

/** `patchesStrategicMerge`: files, or patches written in place. */
export function patchStrategically(
  resources: readonly Resource[],
  list: Node,
  context: PatchContext,
): readonly Resource[] {
  let patched = resources;
  for (const item of listAt(list)) {
    const current = patched;
    patched = context.reader.step(
      () => blamingValue(item, 'patchesStrategicMerge', () => strategicEntry(current, item, context)),
      () => current,
    );
  }
  return patched;
}

function strategicEntry(resources: readonly Resource[], item: Node, context: PatchContext): readonly Resource[] {
  let patched = resources;
  const text = rawText(item);
  const inline = item.kind === 'scalar' && /[\n{]/.test(text);
  const roots = inline ? context.reader.embedded(item) : readFile(text, context);
  if (roots === null) return allObscured(patched, text);
  const patches = strategicPatches(roots, context.reader);
  if (patches === null)
    throw new Unbuildable(naming`${inline ? 'an inline patch' : text} is not a strategic merge patch`);
  for (const patch of patches) {
    const target = patchTarget(patched, patch, context);
    if (target !== null)
      patched = mergeInto(patched, (resource) => resource === target, copied(patch), noOptions, context.settled);
  }
  return patched;
}

/** `patchesJson6902`. */
export function patchJson6902(
  resources: readonly Resource[],
  entry: MapNode,
  context: PatchContext,
): readonly Resource[] {
  const target = get(entry, 'target');
  if (target === undefined || rawText(get(target, 'name')) === '') {
    throw new Unbuildable('patchesJson6902: the target has no name');
  }
  const source = readPatch(entry, context);
  if (source === null) return obscuredByPatch(resources, entry);
  const operations = jsonOperations(source);
  if (operations === null) throw new Unbuildable(naming`patchesJson6902: ${source.label} is not a JSON patch`);
  const selects = compileSelector(target);
  return resources.map((resource) => (selects(resource) ? patchedByJson(resource, operations, source.at) : resource));
}

/** One entry of `patches`: a strategic merge or a JSON patch, by its shape. */
export function applyPatch(resources: readonly Resource[], entry: MapNode, context: PatchContext): readonly Resource[] {
  const source = readPatch(entry, context);
  if (source === null) return obscuredByPatch(resources, entry);
  const target = get(entry, 'target');
  const operations = jsonOperations(source);
  if (operations !== null) return applyOperations(resources, operations, target, source);
  const patches = strategicPatches(source.roots, context.reader);
  if (patches === null)
    throw new Unbuildable(naming`${source.label} is neither a strategic merge patch nor a JSON patch`);
  return applyStrategic(resources, patches, entry, context);
}

function applyOperations(
  resources: readonly Resource[],
  operations: readonly Node[],
  target: Node | undefined,
  source: PatchSource,
): readonly Resource[] {
  if (target === undefined || isNull(target))
    throw new Unbuildable(naming`${source.label}: a JSON patch needs a target`);
  const selects = compileSelector(target);
  return resources.map((resource) =>
    selects(resource) ? patchedByJson(remembering(resource), operations, source.at) : resource,
  );
}

/** The object is read back from JSON afterwards, so nothing in it is an alias any more. */
function patchedByJson(resource: Resource, operations: readonly Node[], at: Place): Resource {
  const root = blaming(at, () => applyJsonPatch(withBuildAnnotations(resource), operations));
  return withRoot(resource, withoutBuildAnnotations(root), noAliases);
}

function applyStrategic(
  resources: readonly Resource[],
  patches: readonly MapNode[],
  entry: MapNode,
  context: PatchContext,
): readonly Resource[] {
  const target = get(entry, 'target');
  const options = optionsOf(get(entry, 'options'));
  const [first] = patches;
  if (target !== undefined && !isNull(target)) {
    if (patches.length > 1) throw new Unbuildable('several patches in one entry cannot share a target');
    return first === undefined
      ? resources
      : mergeInto(resources, compileSelector(target), copied(first), options, context.settled);
  }
  let patched = resources;
  for (const patch of patches) {
    const resource = patchTarget(patched, patch, context);
    if (resource !== null)
      patched = mergeInto(patched, (candidate) => candidate === resource, patch, options, context.settled);
  }
  return patched;
}

interface PatchSource {
  readonly roots: readonly Node[];
  readonly text: string;
  readonly at: Place;
  readonly label: string;
}

function readPatch(entry: MapNode, context: PatchContext): PatchSource | null {
  const [patch, path] = [get(entry, 'patch'), get(entry, 'path')];
  const inline = rawText(patch).trim();
  const file = rawText(path);
  if ((inline === '') === (file === '')) throw new Unbuildable('a patch needs either a path or an inline patch');
  if (inline !== '' && patch?.kind === 'scalar') {
    const roots = context.reader.embedded(patch);
    return { roots, text: inline, at: patch.at, label: 'the inline patch' };
  }
  const roots = readFile(file, context);
  if (roots === null) return null;
  return { roots, text: context.reader.textOf(file), at: roots[0]?.at ?? entry.at, label: file };
}

/** Objects that a patch would change, had it been read. */
function obscuredByPatch(resources: readonly Resource[], entry: MapNode): readonly Resource[] {
  const target = get(entry, 'target');
  const path = rawText(get(entry, 'path'));
  if (target === undefined || isNull(target)) return allObscured(resources, path);
  const selects = compileSelector(target);
  return resources.map((resource) => (selects(resource) ? obscured(resource, unreadPatch(path)) : resource));
}

function allObscured(resources: readonly Resource[], path: string): readonly Resource[] {
  return resources.map((resource) => obscured(resource, unreadPatch(path)));
}

function unreadPatch(path: string): string {
  return `the patch ${path} could not be read`;
}

/** Null when the file cannot be read; the objects it would change are then not what they seem. */
function readFile(path: string, context: PatchContext): readonly Node[] | null {
  const documents = context.reader.documents(path);
  if (!('reason' in documents)) return documents;
  context.reader.missChange(naming`patch ${path}`, documents);
  return null;
}

/** The operations of a JSON patch, or null when the source is not one. */
function jsonOperations(source: PatchSource): readonly Node[] | null {
  const [root] = source.roots;
  if (root?.kind !== 'list') return null;
  if (source.text.startsWith('[') && !isJson(source.text)) {
    throw new Unbuildable(naming`${source.label} begins like JSON but is not valid JSON`);
  }
  return root.items;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The objects of a strategic merge patch, or null when a document is no object with kind and name. */
function strategicPatches(roots: readonly Node[], reader: Reader): readonly MapNode[] | null {
  const patches: MapNode[] = [];
  for (const root of roots) {
    if (isNull(root) || (root.kind === 'map' && root.entries.size === 0)) continue;
    if (root.kind !== 'map' || kindOf(root) === '' || metadataText(root, 'name') === '') return null;
    const read = asKustomizeReads(root, reader.written);
    if (read.kind === 'map') patches.push(read);
  }
  return patches;
}

/** The one object with the patch's identity, now or earlier. Null only where objects are missing. */
function patchTarget(resources: readonly Resource[], patch: MapNode, context: PatchContext): Resource | null {
  const id = currentId(patch);
  const [target, second] = resources.filter((resource) => hasId(resource, id));
  if (second !== undefined) throw new Unbuildable(naming`several objects match the patch for ${idText(id)}`);
  if (target !== undefined) return target;
  if (context.lenient) return null;
  throw new Unbuildable(naming`no object matches the patch for ${idText(id)}`, { kind: 'no-target' });
}
