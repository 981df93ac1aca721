import { placeholderIn } from '../gatewayapi/placeholder.ts';
import { groupOf } from '../kubernetes/known-kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { Channel, KongController, PublishedDefinitions } from '../kubernetes/schema/published.ts';
import { isLocation } from '../source/location.ts';
import { nearestName } from '../source/nearest-name.ts';
import type { Definitions } from './definitions.ts';
import { valuePlace } from './places.ts';
import type { NotServed } from './verdict.ts';

const channels: readonly Channel[] = ['standard', 'experimental'];

/** What to say of an object that none of the definitions serves; null where nothing certain can be said. */
export function notServedBy(
  object: KubeObject,
  candidates: readonly Definitions[],
  published: PublishedDefinitions,
): NotServed | null {
  if ([object.apiVersion, object.kind].some((text) => placeholderIn(text) !== null)) return null;
  const group = groupOf(object.apiVersion);
  const ofGroup = candidates.flatMap(({ kinds }) => kinds.filter((each) => each.group === group));
  const versions = [...new Set(ofGroup.filter(({ kind }) => kind === object.kind).map(({ version }) => version))];
  const field = versions.length > 0 ? 'apiVersion' : 'kind';
  const at = object.root.entries.get(field)?.value.at;
  const place = at !== undefined && isLocation(at) ? at : valuePlace(object.root, []);
  if (place === null) return null;
  const names = [...new Set(ofGroup.map(({ kind }) => kind))];
  const sameLetters = names.find((name) => name.toLowerCase() === object.kind.toLowerCase());
  const nearestKind = versions.length > 0 ? null : (sameLetters ?? nearestName(object.kind, names));
  const servedBy = servingRelease(object, candidates, published);
  const isKnown = versions.length > 0 || nearestKind !== null || servedBy !== null;
  // Where no release is stated, it may be one that is younger than what is known here, with kinds of its own.
  if (!isKnown && candidates.length > 1) return null;
  return { at: place, nearestKind, versions, servedBy, missing: missingController(object, candidates, published) };
}

/** The controller that alone brings the kind, where the tree has the other one only; null elsewhere. */
function missingController(
  { kind, group }: KubeObject,
  candidates: readonly Definitions[],
  published: PublishedDefinitions,
): KongController | null {
  const known = new Set(candidates.flatMap(({ controller }) => controller ?? []));
  if (known.size === 0) return null;
  const brings = (controller: KongController): boolean =>
    published
      .kongReleases(controller)
      .some((release) =>
        (published.kong(controller, release) ?? []).some((each) => each.kind === kind && each.group === group),
      );
  if ([...known].some(brings)) return null;
  return controllers.find((each) => !known.has(each) && brings(each)) ?? null;
}

const controllers: readonly KongController[] = ['kic', 'operator'];

/**
 * A release of Gateway API that serves the kind in that version: the installed one's other channel before all others,
 * then the oldest.
 */
function servingRelease(
  { apiVersion, kind }: KubeObject,
  [first]: readonly Definitions[],
  published: PublishedDefinitions,
): string | null {
  const installed = first?.release ?? null;
  const all = channels.flatMap((channel) => published.gatewayApiReleases().map((version) => ({ version, channel })));
  const near = installed === null ? [] : channels.map((channel) => ({ version: installed.version, channel }));
  const found = [...near, ...all].find(({ version, channel }) =>
    published
      .gatewayApi(version, channel)
      ?.some((each) => each.kind === kind && `${each.group}/${each.version}` === apiVersion),
  );
  return found === undefined ? null : `Gateway API ${found.version}, ${found.channel} channel`;
}
