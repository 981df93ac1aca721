import { filledIn, type FilledIn } from '../kubernetes/schema/common-defaults.ts';
import type { PublishedDefinitions } from '../kubernetes/schema/published.ts';
import type { ServedKind } from '../kubernetes/schema/model/schema.ts';
import { pathText, type Path } from '../kubernetes/schema/model/value.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { candidatesFor, isJudgedByOne } from './candidate-definitions.ts';
import type { InstalledDefinitions } from './definitions.ts';
import { isEncrypted } from './judge.ts';
import { knownKeys } from './known-keys.ts';
import { isPatternFor } from './pattern.ts';
import { plainValue } from './plain-value.ts';
import { versionMeant } from './version-meant.ts';

/** What the API server fills in where an object says nothing. */
export interface ObjectDefaults {
  /** By the path, as the API server writes it. */
  readonly filledIn: ReadonlyMap<string, FilledIn>;
  /** Whether the definition has a field there. */
  knows(path: Path): boolean;
}

/** What the API server fills into an object; null where more than one definition of its kind may be installed, or none. */
export function defaultsOfObject(
  object: KubeObject,
  installed: InstalledDefinitions,
  published: PublishedDefinitions,
): ObjectDefaults | null {
  if (!isJudgedByOne(object, installed)) return null;
  const apiVersion = versionMeant(object, installed);
  const candidates = candidatesFor({ ...object, apiVersion }, installed) ?? [];
  const [only] = installed.serving(candidates, apiVersion, object.kind);
  if (only === undefined) return null;
  return isPatternFor(object) || isEncrypted(plainValue(object.root)) ? null : defaultsBy(only, object, published);
}

/** What one definition fills into an object; the status of one is its controller's. */
function defaultsBy(kind: ServedKind, { root }: KubeObject, published: PublishedDefinitions): ObjectDefaults {
  const tree = published.commonDefaults([kind.root]);
  const found = tree === null ? [] : filledIn(plainValue(root), tree);
  return {
    filledIn: new Map(found.filter(({ path }) => path[0] !== 'status').map((each) => [pathText(each.path), each])),
    knows: (path) => knownKeys(kind, path.slice(0, -1), published).includes(String(path.at(-1))),
  };
}
