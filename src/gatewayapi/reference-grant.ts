import { listAt, stringAt } from '../source/node.ts';
import type { CertificateRef } from './gateway.ts';
import { gatewayGroup } from './metadata.ts';
import type { KubeObject } from '../kubernetes/object.ts';

/** A ReferenceGrant as far as Gateways and Secrets are concerned; a field that is not known is empty. */
export interface ReferenceGrant {
  readonly object: KubeObject;
  readonly namespace: string | null;
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name: string | null }[];
}

/** The grant an object states, or null when it is something else. */
export function readReferenceGrant(object: KubeObject): ReferenceGrant | null {
  if (object.kind !== 'ReferenceGrant' || object.group !== gatewayGroup) return null;
  return {
    object,
    namespace: object.namespace,
    from: listAt(object.root, 'spec', 'from').map((item) => ({
      group: stringAt(item, 'group')?.value ?? '',
      kind: stringAt(item, 'kind')?.value ?? '',
      namespace: stringAt(item, 'namespace')?.value ?? '',
    })),
    to: listAt(object.root, 'spec', 'to').map((item) => ({
      group: stringAt(item, 'group')?.value ?? '',
      kind: stringAt(item, 'kind')?.value ?? '',
      name: stringAt(item, 'name')?.value ?? null,
    })),
  };
}

/** Whether some grant lets a Gateway of a namespace use a Secret of another: for Secrets, `core` counts as the empty group. */
export function permits(
  grants: readonly ReferenceGrant[],
  gatewayNamespace: string,
  ref: Pick<CertificateRef, 'name' | 'namespace'>,
): boolean {
  if (ref.namespace === null || ref.namespace === gatewayNamespace) return true;
  return grants.some(
    (grant) =>
      (grant.namespace === null || grant.namespace === ref.namespace) &&
      grant.from.some(
        ({ group, kind, namespace }) => group === gatewayGroup && kind === 'Gateway' && namespace === gatewayNamespace,
      ) &&
      grant.to.some(
        ({ group, kind, name }) =>
          (group === '' || group === 'core') && kind === 'Secret' && (name === null || name === ref.name),
      ),
  );
}
