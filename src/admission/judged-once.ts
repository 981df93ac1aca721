import type { KubeObject } from '../kubernetes/object.ts';
import { createQuickCheck, type QuickCheck } from '../kubernetes/schema/quick-check.ts';
import type { PublishedDefinitions } from '../kubernetes/schema/published.ts';
import type { MapNode } from '../source/node.ts';
import { installedDefinitions, kongDefinitions, type InstalledDefinitions, type KongRelease } from './definitions.ts';
import { definitionsOfKind, type KnownGatewayApi } from './installed.ts';
import { kongDefinitionsOfKind } from './own-kong.ts';
import { isAlike } from './alike.ts';
import { definedKinds } from './defined-kind.ts';
import { judgeObject } from './judge.ts';
import { defaultsOfObject, type ObjectDefaults } from './object-defaults.ts';
import { isFilledIn } from '../gatewayapi/placeholder.ts';
import { TakenObjects } from './taken-objects.ts';
import { saysAnything, type ObjectVerdict } from './verdict.ts';

/** What the definitions of a cluster say of objects; each object is judged once, whichever tree or cluster has it. */
export interface Judge {
  readonly installed: InstalledDefinitions;
  verdictOf(object: KubeObject): ObjectVerdict | null;
  /**
   * The same where the cluster has the object already; without an old one it is new.
   * @param created what is said of a new one; null where that is nothing
   */
  updateOf(object: KubeObject, created: ObjectVerdict | null, old: KubeObject | undefined): ObjectVerdict | null;
  asStored(object: KubeObject): KubeObject;
  /** What the API server fills into an object; null where its definition is not certain. */
  defaultsOf(object: KubeObject): ObjectDefaults | null;
}

/** The judge for what is known of a cluster. */
export type Judges = (gatewayApi: KnownGatewayApi, controllers: readonly KongRelease[]) => Judge;

/** The judges of one review: base, head and every proof share their definitions, and most of their objects. */
export function createJudges(published: PublishedDefinitions): Judges {
  const known = new Map<string, Judge>();
  const check = createQuickCheck(published, (text) => !isFilledIn(text));
  const schemas = new Map<string, number>();
  /** Schemas are long, and many clusters have the same. */
  const shortened = (name: string, value: unknown): unknown => {
    if (name !== 'schema' || typeof value !== 'string') return value;
    const number = schemas.get(value) ?? schemas.size;
    schemas.set(value, number);
    return number;
  };
  return (gatewayApi, controllers) => {
    const key = JSON.stringify([gatewayApi, controllers], shortened);
    const judge = known.get(key) ?? createJudge(published, check, gatewayApi, controllers);
    known.set(key, judge);
    return judge;
  };
}

/** An object of which something is said. */
interface ToldObject {
  readonly path: string;
  readonly isApplied: boolean;
  readonly verdict: ObjectVerdict;
}

function createJudge(
  published: PublishedDefinitions,
  check: QuickCheck,
  gatewayApi: KnownGatewayApi,
  controllers: readonly KongRelease[],
): Judge {
  const installed = installedDefinitions(
    definitionsOfKind(published, gatewayApi),
    kongDefinitionsOfKind(published, kongDefinitions(published, controllers), gatewayApi),
    published,
  );
  const kindOf = definedKinds(installed, published);
  // Nodes never change, so what was said of one stays right; path and applier tell whether the file is a pattern.
  const told = new WeakMap<MapNode, ToldObject>();
  const stored = new WeakMap<MapNode, MapNode>();
  // What is read of an object is read once: both trees of a change have the same one.
  const storedObjects = new WeakMap<KubeObject, KubeObject>();
  const taken = new TakenObjects(check);
  const verdictOf = (object: KubeObject): ObjectVerdict | null => {
    const known = told.get(object.root);
    const isApplied = object.applier !== undefined;
    if (known?.path === object.path && known.isApplied === isApplied) return { ...known.verdict, object };
    const kind = kindOf(object);
    const verdict = taken.orJudged(object, kind, () => judgeObject(object, kind, published));
    if (verdict !== null && saysAnything(verdict)) told.set(object.root, { path: object.path, isApplied, verdict });
    return verdict;
  };
  return {
    installed,
    verdictOf,
    updateOf(object, created, old) {
      if (old === undefined) return created;
      const isTaken = created === null || created.breaches.length === 0;
      const kind = kindOf(object);
      if (isTaken && isAlike(object, old, kind)) return created;
      return judgeObject(object, kind, published, old);
    },
    defaultsOf: (object) => defaultsOfObject(object, installed, published),
    asStored(object) {
      const { filling } = kindOf(object);
      if (filling === null) return object;
      const known = storedObjects.get(object);
      if (known !== undefined) return known;
      const root = stored.get(object.root) ?? filling.stored(object.root);
      stored.set(object.root, root);
      const made = root === object.root ? object : { ...object, root };
      storedObjects.set(object, made);
      return made;
    },
  };
}
