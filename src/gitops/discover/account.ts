import type { Account, NotLookedAt } from '../model/account.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { isReviewed, reviewedGroups } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { get } from '../../source/node.ts';
import { isKustomizationName } from '../../source/kustomization-files.ts';
import { ancestorsOf, isWithin, isYamlName } from '../../source/paths.ts';
import type { Unread } from '../../source/unread.ts';
import type { Unit } from '../deployed/unit.ts';
import { whyUnidentified } from '../objects/unidentified.ts';
import { isSeenElsewhere } from '../tree/unread-places.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { namedUnread } from './named-unread.ts';
import { aside, namer, whyNotDeployed } from './not-deployed.ts';
import type { KustomizeGraph } from './kustomize-graph.ts';

/** What a tree deploys, as far as it tells what became of a path. */
export interface Deployed {
  readonly units: readonly Unit[];
  readonly graph: KustomizeGraph;
  /** Every file that a build used, whatever came of it. */
  readonly built: ReadonlySet<string>;
}

/** Says of each path of a tree what became of it. */
export function accountOf(index: TreeIndex, deployed: Deployed, files: ReadonlySet<string>): (path: string) => Account {
  const places = new Map(index.unread.map((place) => [place.path, place]));
  const others = elsewhere(deployed);
  const unbrought = unbroughtBy(deployed, index);
  const unusable = new Set(deployed.units.flatMap(({ unverified }) => unverified).flatMap(({ paths = [] }) => paths));
  const isNamedUnread = namedUnread(index);
  const nameOf = namer(index);
  const named = (path: string): boolean => deployed.graph.files.has(path) || index.isMentioned(path);
  const isUnusable = (path: string): boolean => unusable.has(path) || isNamedUnread(path);
  return (path) => {
    const above = index.sources.has(path) ? path : ancestorsOf(path).find((each) => places.has(each));
    const place = above === undefined ? undefined : places.get(above);
    if (place !== undefined) {
      if (isSeenElsewhere(place, (each) => files.has(each) || !namesOurs(each, index)))
        return { kind: 'of-no-concern', isLink: true };
      const holds = place.mayHoldOurs || named(place.path) || isUnusable(place.path) ? 'ours' : 'unknown';
      return notRead(place, holds);
    }
    // What a build wanted and could not have, whatever it is called.
    const why = isUnusable(path) ? index.sources.unread(path) : undefined;
    if (why !== undefined) return notRead(why, 'ours');
    if (above === undefined || index.sources.text(path) === undefined) return nothingOfOurs;
    // kustomize reads what it is told to, whatever it is called.
    if (!isYamlName(path) && !isKustomizationName(path))
      return deployed.built.has(path) ? { kind: 'deployed' } : nothingOfOurs;
    if (index.isExcluded(path)) return named(path) && namesOurs(path, index) ? overridden(path) : nothingOfOurs;
    const unread = index.sources.file(path)?.unread ?? null;
    if (unread !== null) {
      const isUsed = named(path) || files.has(path) || deployed.built.has(path);
      return unparsed(unread, index, !isUsed && (index.setAside(path) ?? index.notForUse(path)) !== null);
    }
    const unidentified = unidentifiedIn(path, index);
    if (unidentified !== null) return { kind: 'not-read', ...unidentified };
    if (unbrought(path)) return usedOnly(path);
    if (files.has(path)) return { kind: 'deployed' };
    if (!namesOurs(path, index)) return nothingOfOurs;
    const other = others.find(({ directory }) => isWithin(path, directory));
    return other ? { kind: 'of-no-concern', because: other.entry } : whyNotDeployed(path, index, deployed, nameOf);
  };
}

/**
 * Tells files that a build or a tool uses, and of which it brings no object although they state one: as a patch of
 * something else, as data of a ConfigMap. Somebody may apply them all the same.
 */
function unbroughtBy({ units, built }: Deployed, index: TreeIndex): (path: string) => boolean {
  const brought = units.flatMap(({ objects, candidates }) => [
    ...objects,
    ...candidates.flatMap((each) => each.objects),
  ]);
  const paths = new Set(brought.map(({ path }) => path));
  const names = new Map<string, Set<string>>();
  for (const { group, kind, name } of brought) {
    const key = `${group}/${kind}`;
    const alike = names.get(key) ?? new Set();
    names.set(key, alike.add(name.value));
  }
  // A patch names what it patches, to which the build may have given a prefix or a suffix.
  const isBrought = ({ group, kind, name }: KubeObject): boolean => {
    const alike = names.get(`${group}/${kind}`);
    return alike?.has(name.value) === true || [...(alike ?? [])].some((other) => other.includes(name.value));
  };
  return (path) => {
    if (paths.has(path) || !(built.has(path) || index.isToolFile(path) || isKustomizationName(path))) return false;
    const stated = index
      .objects(path)
      .filter((object) => isReviewed(object) && get(object.root, '$patch') === undefined);
    return stated.length > 0 && !stated.every(isBrought);
  };
}

/** Directories that are deployed from another revision, those within others first. */
function elsewhere({ units }: Deployed): readonly { readonly directory: string; readonly entry: Unread }[] {
  return units
    .flatMap(({ unverified }) => unverified)
    .flatMap(({ cause, reason, paths = [] }) =>
      cause === 'other-revision'
        ? paths.map((path) => ({ directory: path, entry: { path: path || '.', cause, reason } }))
        : [],
    )
    .toSorted((a, b) => b.directory.length - a.directory.length);
}

const nothingOfOurs: Account = { kind: 'of-no-concern' };

function notRead({ path, cause, reason }: Unread, holds: NotLookedAt['holds']): Account {
  return { kind: 'not-read', path, cause, reason, holds };
}

/** Why it is not known which object of ours a file states: nothing that is read here is called so. */
function unidentifiedIn(path: string, { sources }: TreeIndex): NotLookedAt | null {
  for (const { root } of sources.file(path)?.documents ?? []) {
    const why = whyUnidentified(root);
    // Whoever leaves the name to the API server has no other way to say so.
    if (why !== null) return { path, ...why, holds: why.cause === 'unsupported' ? 'set-aside' : 'ours' };
  }
  return null;
}

/** What stands in every text of which a part is not known, or in which an object leaves its name open. */
const unidentifiedMarks = ['<<', 'generateName'];

/** Files that are not set aside and state such an object; of kustomizations, which no tool takes for objects, as well. */
export function unidentifiedFiles(index: TreeIndex): readonly NotLookedAt[] {
  return [...index.manifests, ...index.kustomizations.values()]
    .filter((path) => index.setAside(path) === null && index.sources.contains(path, ...unidentifiedMarks))
    .flatMap((path) => unidentifiedIn(path, index) ?? []);
}

function usedOnly(path: string): Account {
  return aside(path, 'not-deployed', 'is used by what deploys others, which brings none of the objects that it states');
}

function overridden(path: string): Account {
  return aside(path, 'set-aside', 'is excluded by the configuration, and something deploys it all the same');
}

/** A file whose text is known and could not be parsed; nobody applies one that is set aside, whatever it holds. */
function unparsed(unread: Unread, index: TreeIndex, isAside: boolean): Account {
  const { path, cause } = unread;
  const marks = index.sources.contains(path, ...reviewedGroups, 'KONG_', 'konghq.com') || index.isRelevant(path);
  if (cause === 'template') return marks ? notRead(unread, 'set-aside') : nothingOfOurs;
  return notRead(unread, !marks ? 'unknown' : isAside ? 'set-aside' : 'ours');
}

/** Files whose contents are in some cluster: objects, values, declarations, and what builds used. */
export function deployedFiles({ units, built }: Deployed): ReadonlySet<string> {
  const files = new Set(built);
  for (const unit of units) {
    for (const path of unit.usedFiles) files.add(path);
    for (const { path } of unit.objects) files.add(path);
    for (const release of [...unit.releases, ...unit.candidates.flatMap(({ releases }) => releases)]) {
      files.add(release.declaration.at.path);
      for (const { label } of release.layers) files.add(label);
    }
    for (const { path } of unit.candidates) files.add(path);
    const [anchor] = unit.anchors;
    if (anchor !== undefined) files.add(anchor);
  }
  return files;
}

/** Whether a file that was read states an object that a review looks at. */
function namesOurs(path: string, index: TreeIndex): boolean {
  return index.isRelevant(path) && index.objects(path).some((object) => isOurs(object, index));
}

/** An object by which a tool deploys others counts where it speaks of Kong or a Gateway. */
function isOurs(object: KubeObject, index: TreeIndex): boolean {
  if (isReviewed(object)) return true;
  const deploys = index.kindOf(object.group, object.kind)?.matters === 'deploys';
  return deploys && speaksOfOurs(object.path, index);
}

/** How values of any application say that an Ingress of it goes through Kong. */
const useOfIngress = /(?:ingressClass(?:Name)?|ingress\.class|className)["']?:.*|konghq\.com\/.*/gi;

function speaksOfOurs(path: string, { sources }: TreeIndex): boolean {
  if (!sources.contains(path, 'kong', gatewayGroup)) return false;
  const text = (sources.text(path) ?? '').replaceAll(useOfIngress, '');
  return text.includes(gatewayGroup) || /kong/i.test(text);
}
