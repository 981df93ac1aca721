import type { KubeObject } from '../kubernetes/object.ts';
import { isCoreKind } from '../kubernetes/schema/core/core.ts';
import type { PublishedDefinitions } from '../kubernetes/schema/published.ts';
import type { ServedKind } from '../kubernetes/schema/model/schema.ts';
import { candidatesFor } from './candidate-definitions.ts';
import type { Definitions, InstalledDefinitions } from './definitions.ts';
import { Filling } from './stored-object.ts';
import { versionMeant } from './version-meant.ts';

/** What the definitions of a cluster make of a kind in a version. */
export interface DefinedKind {
  /** The version that is meant: of an object that a chart makes another one where its own is not served. */
  readonly apiVersion: string;
  /** The kind is of the core group, and judged without definitions. */
  readonly isCore: boolean;
  /** The sets of definitions that may hold it; null for a group that is not judged. */
  readonly candidates: readonly Definitions[] | null;
  /** What those of the sets that serve it make of it. */
  readonly served: readonly ServedKind[];
  /** What every API server fills in that the object may come to; null where that is nothing. */
  readonly filling: Filling | null;
  /** Whether metadata are judged as those of any object, and no rule for the rest reads them. */
  readonly isApartFromMetadata: boolean;
}

/** What is known of the kind of an object: the same for all objects of it. */
export type DefinedKinds = (object: Pick<KubeObject, 'apiVersion' | 'group' | 'kind' | 'madeBy'>) => DefinedKind;

export function definedKinds(installed: InstalledDefinitions, published: PublishedDefinitions): DefinedKinds {
  const stated = new Map<string, Map<string, DefinedKind>>();
  const made = new Map<string, Map<string, DefinedKind>>();
  return (object) => {
    const all = object.madeBy === undefined ? stated : made;
    const versions = all.get(object.kind) ?? new Map<string, DefinedKind>();
    all.set(object.kind, versions);
    const found = versions.get(object.apiVersion) ?? definedKind(object, installed, published);
    versions.set(object.apiVersion, found);
    return found;
  };
}

function definedKind(
  object: Parameters<DefinedKinds>[0],
  installed: InstalledDefinitions,
  published: PublishedDefinitions,
): DefinedKind {
  const apiVersion = versionMeant(object, installed);
  const candidates = candidatesFor({ ...object, apiVersion }, installed);
  const served = installed.serving(candidates ?? [], apiVersion, object.kind);
  const sets = candidates?.length === 0 ? installed.published : candidates;
  const defaults = sets && installed.filling(sets, apiVersion, object.kind);
  return {
    apiVersion,
    isCore: object.apiVersion === 'v1' && isCoreKind(object.kind),
    candidates,
    served,
    filling: defaults && new Filling(object.kind, defaults),
    isApartFromMetadata: served.every(({ root }) => isApart(root, published)),
  };
}

/** Rules that were published read no metadata; those that a repository states may. */
function isApart(root: number, published: PublishedDefinitions): boolean {
  const { rules = [], oneOf, anyOf, allOf, not, properties } = published.nodeOf(root);
  const metadata = properties?.metadata;
  const isPlain = metadata === undefined || Object.keys(published.nodeOf(metadata)).every((key) => key === 'type');
  const isWhole = [oneOf, anyOf, allOf, not].every((form) => form === undefined);
  return isPlain && isWhole && rules.every((rule) => rule === null || typeof rule === 'string');
}
