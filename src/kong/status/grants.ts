import type { ClusterAdmission } from '../../admission/admission.ts';
import type { ReferenceGrant } from '../../gatewayapi/reference-grant.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Controller } from '../model/model.ts';
import type { Certificates, LostGrant } from './judge-certificates.ts';
import { watchedNamespaces } from '../model/watched-namespaces.ts';

/** The grants that the API server takes, and those that it refuses. */
export function admittedGrants(
  all: readonly ReferenceGrant[],
  { refusalOf }: ClusterAdmission,
): Pick<Certificates, 'grants' | 'lost'> {
  const lost: LostGrant[] = [];
  const grants = all.filter((grant) => {
    const rejection = refusalOf(grant.object);
    if (rejection !== null)
      lost.push({ grant, reason: `the API server refuses ${nameOf(grant.object)}: ${rejection}` });
    return rejection === null;
  });
  return { grants, lost };
}

/** What a controller sees of Secrets and grants: it lists the grants of the namespaces that it watches. */
export function certificatesSeenBy(controller: Controller | null, certificates: Certificates): Certificates {
  const watched = controller === null ? null : watchedNamespaces(controller);
  if (controller === null || watched === null) return certificates;
  const isSeen = ({ namespace }: ReferenceGrant): boolean => namespace === null || watched.includes(namespace);
  const unseen = certificates.grants.filter((grant) => !isSeen(grant));
  const reasonOf = ({ namespace }: ReferenceGrant): string =>
    `the controller ${controller.id} does not watch the namespace ${namespace ?? ''}`;
  return {
    ...certificates,
    grants: certificates.grants.filter(isSeen),
    lost: [...(certificates.lost ?? []), ...unseen.map((grant) => ({ grant, reason: reasonOf(grant) }))],
  };
}
