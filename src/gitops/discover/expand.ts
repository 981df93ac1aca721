import { definitionKey } from '../objects/objects.ts';
import { joinContents, nothing, type Content } from '../deployed/content.ts';
import type { Expansion, ObjectLookup } from '../deployed/gitops-tool.ts';
import type { Destination, Unit } from '../deployed/unit.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { DeployingObjects } from './tool-objects.ts';

/** Objects that deploy objects that deploy objects: hostile trees may make any number of them. */
const mostSteps = 5_000;
/** Objects that they lead to, each as often as something leads to it. */
const mostObjects = 200_000;

/** What expanding needs of the tree. */
export type ExpansionContext = Pick<DeployingObjects, 'readerOf'> & Pick<ObjectLookup, 'everywhere'>;

/** What was reached so far, over all roots of a tree. */
export interface Progress {
  steps: number;
  objects: number;
  /** Whether more was to follow than is followed; said once. */
  cut: boolean;
  /** Tool objects that were followed, by `definitionKey`. */
  readonly followed: Set<string>;
  /** Plain objects that a tool's object deploys, by `definitionKey`. */
  readonly delivered: Set<string>;
  /** What makes the objects that no file states, by `definitionKey`. */
  readonly makers: WeakMap<KubeObject, string>;
}

interface UnitDraft {
  readonly anchors: string[];
  readonly destination: Destination | null;
  staysHome: boolean;
  /** What was reached for it, without the objects. */
  readonly contents: Content[];
  /** Objects that lead to nothing more. */
  readonly objects: KubeObject[];
  /** Tool objects that were followed into this draft: one that leads to itself is not followed again. */
  readonly followed: Set<string>;
}

interface Batch {
  readonly content: Content;
  readonly draft: UnitDraft;
  /** Whether a tool's object led here. */
  readonly byTool: boolean;
}

/** Follows everything that some content leads to: one unit for each cluster that is named on the way. */
export function expand(
  content: Content,
  anchor: string,
  context: ExpansionContext,
  progress: Progress,
): readonly Unit[] {
  const first = draftOf([anchor], null);
  const drafts = [first];
  const queue: Batch[] = [{ content, draft: first, byTool: false }];
  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    batch.draft.contents.push({ ...batch.content, objects: [] });
    progress.objects += batch.content.objects.length;
    for (const object of batch.content.objects) {
      if (batch.byTool && object.madeBy === undefined) progress.delivered.add(definitionKey(object));
      const next = follow(object, batch, context, progress);
      if (next === 'keep') batch.draft.objects.push(object);
      else if (next !== null) {
        for (const made of next.content.objects)
          if (made.madeBy !== undefined) progress.makers.set(made, definitionKey(object));
        queue.push({ ...next, byTool: true, draft: draftFor(next, batch.draft, drafts) });
      }
    }
  }
  return drafts.map(({ anchors, destination, staysHome, contents, objects }) => ({
    ...joinContents(contents),
    objects,
    anchors,
    destination,
    ...(staysHome ? { staysHome } : {}),
    overlay: false,
    candidates: [],
  }));
}

function draftOf(anchors: string[], destination: Destination | null): UnitDraft {
  return { anchors, destination, staysHome: false, contents: [], objects: [], followed: new Set() };
}

/** The draft that content belongs to: the one it came from, unless it names another cluster. */
function draftFor({ destination, staysHome, anchors }: Expansion, from: UnitDraft, drafts: UnitDraft[]): UnitDraft {
  let draft = destination === null ? from : drafts.find((other) => other.destination?.key === destination.key);
  if (draft === undefined) {
    draft = draftOf([], destination);
    drafts.push(draft);
  }
  if (destination === null && staysHome === true) draft.staysHome = true;
  for (const anchor of anchors) if (!draft.anchors.includes(anchor)) draft.anchors.push(anchor);
  return draft;
}

function tooMuch(path: string, { steps }: Progress): Content {
  const reason =
    steps > mostSteps
      ? `more than ${mostSteps} objects that deploy others`
      : `objects that deploy others, which lead to more than ${mostObjects} objects`;
  return {
    ...nothing,
    unread: [{ path, cause: 'limit', reason: `comes after ${reason}` }],
    unverified: [{ about: 'the tree', cause: 'limit', reason, hidesObjects: true }],
  };
}

/** What an object leads to; `keep` for a plain object, null for what leads nowhere any more. */
function follow(
  object: KubeObject,
  { content, draft }: Batch,
  { readerOf, everywhere }: ExpansionContext,
  progress: Progress,
): Expansion | 'keep' | null {
  const reader = readerOf(object);
  if (reader === undefined) return 'keep';
  const identity = `${definitionKey(object)}#${object.name.value}`;
  progress.followed.add(definitionKey(object));
  if (draft.followed.has(identity)) return null;
  draft.followed.add(identity);
  if (++progress.steps > mostSteps || progress.objects > mostObjects) {
    if (!progress.cut) draft.contents.push(tooMuch(object.path, progress));
    progress.cut = true;
    return null;
  }
  const near: ObjectLookup['near'] = (fits) => draft.objects.find(fits) ?? content.objects.find(fits);
  return reader.expand(object, { near, everywhere });
}
