import { konnectExtension, konnectGroup, konnectSignIn, kongReferenceGrant, secret } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import { get, listAt, stringAt } from '../../source/node.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { Controller } from '../model/model.ts';

/** A Secret of another namespace that something signs in to Konnect with. */
export interface ForeignToken {
  readonly object: KubeObject;
  readonly namespace: string;
  readonly at: Place;
}

/** Whether the operator's controllers of Konnect run, which they do not by themselves. */
function connects({ enabled }: Controller): boolean {
  const wanted = enabled.get('enable-controller-konnect');
  return wanted !== undefined && wanted.certainty !== 'unknown' && wanted.value;
}

/**
 * Tokens of another namespace for which no KongReferenceGrant is here.
 * Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/internal/utils/crossnamespace/kongreferencegrant.go
 */
export function tokensWithoutGrant(controller: Controller, { objects }: ClusterView): readonly ForeignToken[] {
  if (!connects(controller)) return [];
  const grants = objects.filter((object) => isOfKind(object, kongReferenceGrant));
  return objects.flatMap((object): readonly ForeignToken[] => {
    if (!isOfKind(object, konnectSignIn) || stringAt(object.root, 'spec', 'type')?.value !== 'secretRef') return [];
    const namespace = stringAt(object.root, 'spec', 'secretRef', 'namespace');
    if (namespace === undefined || object.namespace === null || namespace.value === object.namespace) return [];
    const isAllowed = grants.some(
      (grant) =>
        (grant.namespace === namespace.value || grant.namespace === null) && mayAllow(grant, object.namespace ?? ''),
    );
    return isAllowed ? [] : [{ object, namespace: namespace.value, at: namespace.at }];
  });
}

/** The group of Secrets is spelt `core` there. Which Secret it allows is left open. */
function mayAllow({ root }: KubeObject, namespace: string): boolean {
  const spec = get(root, 'spec');
  const from = listAt(spec, 'from').some(
    (item) => stringAt(item, 'kind')?.value === konnectSignIn.kind && stringAt(item, 'namespace')?.value === namespace,
  );
  return from && listAt(spec, 'to').some((item) => stringAt(item, 'kind')?.value === secret.kind);
}

/** KonnectExtensions of the version that no release from 2.0 on serves. */
export function formerExtensions(controller: Controller, { objects }: ClusterView): readonly KubeObject[] {
  if (!connects(controller)) return [];
  return objects.filter(
    (object) => isOfKind(object, konnectExtension) && object.apiVersion === `${konnectGroup}/v1alpha1`,
  );
}
