import type { ValueChange } from '../../source/change.ts';
import { isLocation, type Place } from '../../source/location.ts';
import { mapAt, scalarWrittenAt, type Json, type MapNode, type Node } from '../../source/node.ts';
import type { Controller, Service } from '../../kong/model/model.ts';
import type { Release } from '../../gitops/model/release.ts';
import { isRelease } from '../../kong/model/origin.ts';

/** Only the ways that exist. */
export function ways(...changes: readonly (readonly ValueChange[] | null)[]): readonly (readonly ValueChange[])[] {
  return changes.filter((each) => each !== null);
}

/** Gives a scalar that was read as a located value another value; `root` is the object or values it stands in. */
export function setValue(
  root: Node | undefined,
  at: Place,
  value: string | number | boolean,
): readonly ValueChange[] | null {
  const node = scalarWrittenAt(root, at);
  if (node === undefined || !isLocation(node.at)) return null;
  // A number in quotes stays text: whoever wrote it so may need it so. Flux's variables have to be text.
  const isText = (typeof node.value === 'string' && /^\d+$/.test(node.value)) || node.text.includes('${');
  return [{ kind: 'set', node, value: isText ? String(value) : value }];
}

/** Gives a scalar that is text another text, whatever it looks like. */
export function setText(root: Node | undefined, at: Place, text: string): readonly ValueChange[] | null {
  const node = scalarWrittenAt(root, at);
  return node === undefined || !isLocation(node.at) ? null : [{ kind: 'set', node, value: text }];
}

/** Puts a setting into the layer that already speaks of its neighbours, else into the last one. */
export function putValue(release: Release, path: readonly string[], value: Json): readonly ValueChange[] | null {
  const layers = release.layers.map(({ root }) => root).filter(({ at }) => isLocation(at));
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const near = layers.findLast((root) => mapAt(root, ...path.slice(0, depth)) !== undefined);
    if (near) return [{ kind: 'put', map: near, path, value }];
  }
  return null;
}

/** The values or the manifest that state a controller or a Service; undefined for the configuration file. */
export function settingsRoot({ origin }: Pick<Controller | Service, 'origin'>): MapNode | undefined {
  if (isRelease(origin)) return origin.values;
  return 'root' in origin ? origin.root : undefined;
}
