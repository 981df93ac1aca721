import { attaches } from '../../kong/model/attaches.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import type { AttachmentStep, ListenerAttachment, RouteParent, RouteStatus } from '../../kong/model/route-status.ts';

/** A parent of a route that is a Gateway of Kong's ingress controller, as far as both are known and taken by the API server. */
export interface KongParent {
  readonly status: RouteStatus;
  readonly parent: RouteParent;
  readonly gateway: GatewayStatus;
}

/** Routes that a controller of Kong's may look at: others are nobody's business here. */
export function kongRoutes({ routes }: Pick<ClusterView, 'routes'>): readonly RouteStatus[] {
  return routes.filter(
    (status) => status.refusal === null && status.missingGates.length === 0 && !isUnread(status) && isKongs(status),
  );
}

function isUnread({ silences }: RouteStatus): boolean {
  return silences.some(({ cause }) => cause === 'kind-not-read' || cause === 'not-watched');
}

function isKongs({ parents }: RouteStatus): boolean {
  return parents.some(({ gateway, standing }) => gateway?.implementation === 'kic' && standing !== 'passed-over');
}

/** Every parent of those routes that is such a Gateway. */
export function kongParents(cluster: Pick<ClusterView, 'routes'>): readonly KongParent[] {
  return kongRoutes(cluster).flatMap((status) =>
    status.parents.flatMap((parent) => {
      const { gateway, ref, standing } = parent;
      // A Gateway without a namespace is applied into any: another of its name may be meant.
      const isMeant = ref.to.namespace === (gateway?.gateway.namespace ?? null);
      const isKnown =
        isMeant && ref.unknownPart === null && gateway?.refusal === null && gateway.gateway.unknownPart === null;
      if (gateway?.implementation !== 'kic' || standing === 'passed-over' || !isKnown) return [];
      return [{ status, parent, gateway }];
    }),
  );
}

/**
 * The listeners that would take a route at a parent but for some steps, where every other listener certainly does not:
 * empty where that is not so, or one of them passes those steps as well or may.
 */
export function turnedAway(
  { attachments }: RouteParent,
  steps: readonly AttachmentStep[],
): readonly ListenerAttachment[] {
  const rest: readonly AttachmentStep[] = [...steps, 'programmed'];
  const near = attachments.filter((attachment) => attaches(attachment, rest) === true);
  const others = attachments.filter((attachment) => !near.includes(attachment));
  const isCertain = others.every((attachment) => attaches(attachment, ['programmed']) === false);
  return isCertain && near.every((attachment) => steps.some((step) => attachment.steps[step] === false)) ? near : [];
}
