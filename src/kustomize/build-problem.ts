import { shortened } from '../source/shortened.ts';
import type { Unread } from '../source/unread.ts';
import type { BuildFault } from './build-fault.ts';

/** A sentence and what it names: paths, addresses, objects. */
export interface Said {
  readonly reason: string;
  readonly names: readonly string[];
}

/** Something that a build could not read or does not support, or why it stops. */
export interface BuildProblem extends Unread, Said {
  /** The address of objects that are not fetched, or null. */
  readonly remoteObjects: string | null;
  /** What `kustomize build` certainly stops at; absent where nothing does, or nobody knows. */
  readonly fault?: BuildFault;
  /** What decides of what it makes, where something that is not followed may make other objects; absent where nothing does. */
  readonly unfollowed?: Unfollowed;
}

/** What of a kustomization is not followed, in a form that compares. */
export interface Unfollowed {
  /** What the kustomization states. */
  readonly stated: string;
  /** Files and directories of the tree that this may name. */
  readonly paths: readonly string[];
  /** Whether it may bring objects of its own, and not only change others. */
  readonly brings: boolean;
}

/** Tags a sentence whose placeholders are what it names. */
export function naming(parts: TemplateStringsArray, ...values: readonly (string | number)[]): Said {
  return {
    reason: String.raw({ raw: parts }, ...values.map((value) => shortened(String(value)))),
    names: values.map(String),
  };
}

export function saidOf(said: string | Said): Said {
  return typeof said === 'string' ? { reason: said, names: [] } : said;
}
