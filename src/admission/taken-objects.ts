import { admitCore } from '../kubernetes/schema/core/core.ts';
import { plainMetadata } from '../kubernetes/schema/core/metadata.ts';
import { isUnclear, put, type Value } from '../kubernetes/schema/model/value.ts';
import { isNamed, type KubeObject } from '../kubernetes/object.ts';
import type { Node } from '../source/node.ts';
import type { QuickCheck } from '../kubernetes/schema/quick-check.ts';
import type { DefinedKind } from './defined-kind.ts';
import { restingOn } from './judge.ts';
import { isPatternFor } from './pattern.ts';
import { hasPlainMetadata } from './plain-metadata.ts';
import { plainValue } from './plain-value.ts';
import { saysAnything, type ObjectVerdict } from './verdict.ts';

type Verdict = ObjectVerdict | null;

/** What an object with a part came to. */
interface TakenPart {
  /** All that stands beside the part but for metadata, as text. */
  readonly beside: string;
  readonly verdict: Verdict;
}

/**
 * Objects of which the API server says nothing. Overlays give the same objects to many clusters, with metadata of
 * their own around a part that is one node for all: what stands beside metadata is judged once.
 */
export class TakenObjects {
  private readonly check: QuickCheck;
  /** By kind and part. */
  private readonly verdicts = new Map<DefinedKind, WeakMap<Node, TakenPart>>();

  constructor(check: QuickCheck) {
    this.check = check;
  }

  /** What an object with the same part came to; else what `judge` says of this one. */
  orJudged(object: KubeObject, kind: DefinedKind, judge: () => Verdict): Verdict {
    const parted = mayBeShared(object, kind) ? partedFrom(object) : null;
    if (parted === null) return judge();
    const ofKind = this.verdicts.get(kind) ?? new WeakMap<Node, TakenPart>();
    this.verdicts.set(kind, ofKind);
    const known = ofKind.get(parted.part);
    if (known?.beside === parted.beside) return known.verdict && { ...known.verdict, object };
    const taken = this.atOnce(object, kind);
    const verdict = taken ?? judge();
    // What is said has places, which are each object's own; and what is not known of metadata leaves rules aside.
    const isOwn = taken === null && ((verdict !== null && saysAnything(verdict)) || isMetadataUnclear(object));
    if (isOwn) return verdict;
    ofKind.set(parted.part, { beside: parted.beside, verdict });
    return verdict;
  }

  /** What most objects come to, without the reasons of any other; null where it is not certain at once. */
  private atOnce(object: KubeObject, { isCore, served: [first], candidates }: DefinedKind): Verdict {
    const isTaken = isCore ? isTakenInCore(object) : first !== undefined && this.check(object.root, first);
    if (!isTaken) return null;
    const resting = restingOn((isCore ? null : candidates) ?? []);
    return { object, ...resting, notServed: null, breaches: [], unknownFields: [], isUnverified: false };
  }
}

function isTakenInCore({ root, kind }: KubeObject): boolean {
  const beside: Record<string, Value> = {};
  for (const { key, value } of root.entries.values()) if (key !== 'metadata') put(beside, key, plainValue(value));
  const { breaches, unknownFields } = admitCore(beside, kind, plainMetadata);
  return breaches.length === 0 && unknownFields.length === 0;
}

/** Whether all that may be said of an object is said of what stands beside its metadata. */
function mayBeShared(object: KubeObject, { isCore, isApartFromMetadata }: DefinedKind): boolean {
  const form = isCore ? 'label' : 'subdomain';
  return isApartFromMetadata && isNamed(object) && !isPatternFor(object) && hasPlainMetadata(object.root, form);
}

function isMetadataUnclear({ root }: KubeObject): boolean {
  const metadata = root.entries.get('metadata')?.value;
  return metadata === undefined || isUnclear(plainValue(metadata));
}

/** The one part of an object beside its metadata, and every other value as text; null where there is none or several. */
function partedFrom({ root, apiVersion, kind }: KubeObject): { readonly part: Node; readonly beside: string } | null {
  let part: Node | null = null;
  let beside = '';
  for (const { key, value } of root.entries.values()) {
    if (key === 'metadata') continue;
    // What SOPS has encrypted is told from its whole text.
    if (key === 'sops') return null;
    if (value.kind === 'scalar') {
      const isKnown = key === 'kind' ? value.value === kind : key === 'apiVersion' && value.value === apiVersion;
      if (!isKnown) beside += `${JSON.stringify(key)}:${JSON.stringify(value.value)}`;
    } else if (part !== null) return null;
    else {
      part = value;
      beside += JSON.stringify(key);
    }
  }
  return part && { part, beside };
}
