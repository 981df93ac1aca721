import { annotation } from '../../gatewayapi/metadata.ts';
import { mayHideObjects } from '../../gitops/model/absence.ts';
import { kongGroup, kongUpstreamPolicy, service } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import { get, stringAt, type Node } from '../../source/node.ts';
import { atLeast } from '../model/image.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { isStated } from './service-settings.ts';

/** A field of a KongIngress that an object had by it, and that nothing sets for it any more. */
export interface LostField {
  /** `proxy.read_timeout`. */
  readonly field: string;
  /** What sets it now. */
  readonly instead: string;
  readonly at: Place;
}

/** An object that named a KongIngress in the base and is without it in head. */
export interface LeftKongIngress {
  readonly kongIngress: KubeObject;
  /** The object as head has it. */
  readonly object: KubeObject;
  /** Where the base names the KongIngress. */
  readonly at: Place;
  readonly lost: readonly LostField[];
}

const prefix = 'konghq.com/';

/** Fields of `proxy` and `route`, and of `upstream` where no policy has it, by the annotation that does the same. */
const annotations: ReadonlyMap<string, string> = new Map([
  ['proxy.connect_timeout', 'connect-timeout'],
  ['proxy.read_timeout', 'read-timeout'],
  ['proxy.write_timeout', 'write-timeout'],
  ['proxy.retries', 'retries'],
  ['proxy.path', 'path'],
  ['proxy.protocol', 'protocol'],
  ['route.methods', 'methods'],
  ['route.headers', 'headers'],
  ['route.protocols', 'protocols'],
  ['route.regex_priority', 'regex-priority'],
  ['route.strip_path', 'strip-path'],
  ['route.preserve_host', 'preserve-host'],
  ['route.https_redirect_status_code', 'https-redirect-status-code'],
  ['route.path_handling', 'path-handling'],
  ['route.snis', 'snis'],
  ['route.request_buffering', 'request-buffering'],
  ['route.response_buffering', 'response-buffering'],
  ['upstream.host_header', 'host-header'],
  ['upstream.client_certificate', 'client-cert'],
]);

/** Fields of `upstream` by the part of a KongUpstreamPolicy. */
const policies: ReadonlyMap<string, string> = new Map([
  ['upstream.algorithm', 'algorithm'],
  ['upstream.slots', 'slots'],
  ['upstream.healthchecks', 'healthchecks'],
  ['upstream.hash_on', 'hashOn'],
  ['upstream.hash_on_header', 'hashOn'],
  ['upstream.hash_on_cookie', 'hashOn'],
  ['upstream.hash_on_cookie_path', 'hashOn'],
  ['upstream.hash_on_query_arg', 'hashOn'],
  ['upstream.hash_on_uri_capture', 'hashOn'],
  ['upstream.hash_fallback', 'hashOnFallback'],
  ['upstream.hash_fallback_header', 'hashOnFallback'],
  ['upstream.hash_fallback_query_arg', 'hashOnFallback'],
  ['upstream.hash_fallback_uri_capture', 'hashOnFallback'],
]);

/** Objects that a change leaves without the KongIngress that they named, with what nothing sets for them now. */
export function leftKongIngresses(before: ClusterView, after: ClusterView): readonly LeftKongIngress[] {
  const kongIngresses = new Map(before.objects.filter(isKongIngress).map((object) => [keyOf(object), object]));
  if (kongIngresses.size === 0 || mayHideObjects(after)) return [];
  const there = new Map(after.objects.map((object) => [keyOf(object), object]));
  const readsAll = before.controllers.some(({ version }) => isBefore3(version));
  const refused = new Set(before.verdicts.map(({ object }) => keyOf(object)));
  return before.objects.flatMap((object): readonly LeftKongIngress[] => {
    const named = overrideOf(object);
    const kongIngress = named === null ? undefined : kongIngresses.get(named);
    const now = there.get(keyOf(object));
    if (kongIngress === undefined || now === undefined || refused.has(keyOf(kongIngress))) return [];
    // What stays as it was is no move.
    if (overrideOf(now) === named && there.has(keyOf(kongIngress))) return [];
    // From 3.0 on the controller reads `upstream` alone, and that of Services.
    if (!readsAll && !isOfKind(object, service)) return [];
    const lost = fieldsOf(kongIngress, readsAll ? ['upstream', 'proxy', 'route'] : ['upstream']).filter(
      ({ field }) => !isSet(field, now, after),
    );
    return lost.length === 0 ? [] : [{ kongIngress, object: now, at: overrideAt(object), lost }];
  });
}

function isBefore3(version: ClusterView['controllers'][number]['version']): boolean {
  return version.certainty !== 'unknown' && !atLeast(version.value, '3.0');
}

function isKongIngress({ group, kind }: KubeObject): boolean {
  return group === kongGroup && kind === 'KongIngress';
}

/** The key of the KongIngress that an object names. */
function overrideOf(object: KubeObject): string | null {
  const name = stringAt(annotation(object, `${prefix}override`))?.value;
  return name === undefined
    ? null
    : `${kongGroup} KongIngress ${object.namespace === null ? '' : `${object.namespace}/`}${name}`;
}

function overrideAt(object: KubeObject): Place {
  return annotation(object, `${prefix}override`)?.at ?? object.name.at;
}

function fieldsOf({ root }: KubeObject, parts: readonly string[]): readonly LostField[] {
  return parts.flatMap((part) => {
    const node = get(root, part);
    const entries = node?.kind === 'map' ? [...node.entries.values()] : [];
    return entries.flatMap(({ key, value, keyAt }): readonly LostField[] => {
      const field = `${part}.${key}`;
      const [own, inPolicy] = [annotations.get(field), policies.get(field)];
      if (!isStated(value)) return [];
      if (inPolicy !== undefined) return [{ field, instead: `${inPolicy} of a KongUpstreamPolicy`, at: keyAt }];
      return own === undefined ? [] : [{ field, instead: `${prefix}${own}`, at: keyAt }];
    });
  });
}

function isSet(field: string, object: KubeObject, { objects }: ClusterView): boolean {
  const own = annotations.get(field);
  if (own === 'headers') return hasHeaders(get(object.root, 'metadata', 'annotations'));
  if (own !== undefined) return annotation(object, `${prefix}${own}`) !== undefined;
  const policy = stringAt(annotation(object, `${prefix}upstream-policy`))?.value;
  if (policy === undefined) return false;
  const stated = objects.find(
    (each) => isOfKind(each, kongUpstreamPolicy) && each.namespace === object.namespace && each.name.value === policy,
  );
  // One that is not in the repository may say anything.
  return stated === undefined || get(stated.root, 'spec', policies.get(field) ?? '') !== undefined;
}

function hasHeaders(written: Node | undefined): boolean {
  return written?.kind === 'map' && [...written.entries.keys()].some((key) => key.startsWith(`${prefix}headers.`));
}

function keyOf(object: KubeObject): string {
  return `${object.group} ${nameOf(object)}`;
}
