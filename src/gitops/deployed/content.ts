import type { Cause } from '../../source/doubt.ts';
import type { Unread } from '../../source/unread.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import type { DeploymentFault } from '../model/deployment-fault.ts';
import type { Unverified } from '../model/cluster.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { NamedObject, Unseen } from './named-object.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Release } from '../model/release.ts';

/** What a path or a tool's object brings along. Objects may be tools that deploy more. */
export interface Content {
  readonly objects: readonly KubeObject[];
  readonly releases: readonly Release[];
  readonly unverified: readonly Unverified[];
  /** Directories of charts of the tree that are installed. */
  readonly charts: readonly string[];
  /** Objects that are made of files here by somebody else. */
  readonly unrendered: readonly Unrendered[];
  /** Files of the tree that a build used. */
  readonly usedFiles: readonly string[];
  /** Files that a build could not use, or not in full. */
  readonly unread: readonly Unread[];
  /** Definitions of Gateway API that are taken from elsewhere. */
  readonly bundles: readonly InstalledBundle[];
  /** Why something of it certainly cannot be deployed. */
  readonly faults: readonly DeploymentFault[];
  /** Objects that a tool looks up by name to deploy it. */
  readonly named: readonly NamedObject[];
  readonly unseen: readonly Unseen[];
}

export const nothing: Content = {
  objects: [],
  releases: [],
  unverified: [],
  charts: [],
  unrendered: [],
  usedFiles: [],
  unread: [],
  bundles: [],
  faults: [],
  named: [],
  unseen: [],
};

/** Only a sentence: why nothing more is known of what is deployed there. */
export function unverifiedContent(
  about: string,
  cause: Cause,
  reason: string,
  paths: readonly string[] | null = null,
): Content {
  return { ...nothing, unverified: [{ about, cause, reason, ...(paths && { paths }), hidesObjects: true }] };
}

/** The content with faults of who deploys it, which say what it misses: that is not told once more. */
export function withFaults(content: Content, faults: readonly DeploymentFault[]): Content {
  if (faults.length === 0) return content;
  const told = content.unverified.map((entry) => (entry.cause === 'missing' ? { ...entry, told: true } : entry));
  return { ...content, unverified: told, faults: [...content.faults, ...faults] };
}

/** A directory of the tree that is deployed from another branch, tag, commit or repository: this change does not reach it. */
export function elsewhereContent(about: string, directory: string, revision: string): Content {
  const reason = `is deployed from ${revision} by ${about}, which this change does not reach`;
  const paths = [directory];
  return {
    ...nothing,
    unverified: [{ about, cause: 'other-revision', reason, paths, hidesObjects: true, isUnread: true }],
  };
}

/** Contents put together, in order. */
export function joinContents(contents: Iterable<Content>): Content {
  const all = [...contents];
  return {
    objects: all.flatMap((content) => content.objects),
    releases: all.flatMap((content) => content.releases),
    unverified: all.flatMap((content) => content.unverified),
    charts: all.flatMap((content) => content.charts),
    unrendered: all.flatMap((content) => content.unrendered),
    usedFiles: all.flatMap((content) => content.usedFiles),
    unread: all.flatMap((content) => content.unread),
    bundles: all.flatMap((content) => content.bundles),
    faults: all.flatMap((content) => content.faults),
    named: all.flatMap((content) => content.named),
    unseen: all.flatMap((content) => content.unseen),
  };
}
