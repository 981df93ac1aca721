import { doubtOf } from '../../source/doubt.ts';
import { type MapNode, type Node, get, listAt, mapAt, stringAt } from '../../source/node.ts';
import { type Content, nothing } from '../deployed/content.ts';
import { mapEntries } from '../deployed/map-scalars.ts';
import { tooMuchFilledText, type FilledText } from '../tree/filled-text.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { filesWithoutText, generate } from './generators.ts';
import { type Parameters, filled } from './placeholders.ts';
import { madeByOthers } from './unfollowed.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/**
 * The Applications that an ApplicationSet generates from the tree. A generator that asks a cluster
 * or a server gives one Application that stands for all of them, with its parameters unknown.
 */
export function applicationsOf(object: KubeObject, index: TreeIndex): Content {
  const spec = get(object.root, 'spec');
  const template = mapAt(spec, 'template');
  if (template === undefined) return nothing;
  const title = `Argo CD ApplicationSet ${object.name.value}`;
  const { turns, unknown } = generate(listAt(spec, 'generators'), index);
  const all: readonly Parameters[] = turns.length === 0 && unknown !== null ? [new Map()] : turns;
  const { filledText } = index;
  const objects: KubeObject[] = [];
  for (const turn of all) {
    objects.push(withPatch(applicationAt(object, template, turn, filledText), get(spec, 'templatePatch')));
    if (filledText.isExhausted) break;
  }
  const doubts = [
    unknown,
    get(spec, 'templatePatch') === undefined ? null : doubtOf('unsupported', 'its templatePatch is not applied'),
    filledText.isExhausted ? doubtOf('limit', tooMuchFilledText) : null,
  ];
  const patch = get(spec, 'templatePatch');
  const means = { reason: 'has a templatePatch, which is not applied', stated: patch };
  return {
    ...nothing,
    objects,
    unrendered: [
      ...(patch === undefined ? [] : madeByOthers(object, title, means, index)),
      ...unreadFiles(object, title, index),
    ],
    // Whoever wants to hide an Application puts it behind a limit.
    unread: doubts.flatMap((doubt) =>
      doubt?.cause === 'limit' ? [{ path: object.path, cause: doubt.cause, reason: doubt.reason }] : [],
    ),
    unverified: doubts.flatMap((doubt) => (doubt === null ? [] : [{ about: title, ...doubt, hidesObjects: true }])),
  };
}

/** Files of its generators that are called as nothing that is read here; Argo CD reads them as YAML. */
function unreadFiles(set: KubeObject, title: string, index: TreeIndex): readonly Unrendered[] {
  const paths = filesWithoutText(listAt(get(set.root, 'spec'), 'generators'), index);
  if (paths.length === 0) return [];
  const reason = `makes Applications of ${title}, and is not read`;
  return [
    {
      key: `files of ${title}`,
      told: { path: set.path, cause: 'unsupported', reason },
      charts: [],
      inputs: () => new Map(paths.map((path) => [path, index.sources.oid(path) ?? ''])),
    },
  ];
}

/** A patch may set any option of how it applies. */
function withPatch(application: KubeObject, patch: Node | undefined): KubeObject {
  if (patch === undefined) return application;
  const { root } = application;
  const spec = mapAt(root, 'spec');
  const keyAt = patch.at;
  const unknown: Node = { kind: 'unknown', reason: 'a templatePatch may set it', at: patch.at };
  if (spec === undefined) return application;
  const patched = {
    ...spec,
    entries: new Map(spec.entries).set('syncPolicy', { key: 'syncPolicy', keyAt, value: unknown }),
  };
  const entries = new Map(root.entries).set('spec', { key: 'spec', keyAt, value: patched });
  return { ...application, root: { ...root, entries } };
}

function applicationAt(set: KubeObject, template: MapNode, turn: Parameters, filledText: FilledText): KubeObject {
  const root = mapEntries(template, (scalar) => filled(scalar, turn, filledText));
  const name = stringAt(root, 'metadata', 'name') ?? set.name;
  return { ...set, kind: 'Application', name, namespace: set.namespace, root };
}
