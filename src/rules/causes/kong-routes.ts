import { attaches } from '../../kong/model/attaches.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import { onceFor } from '../../source/once-for.ts';
import type { AttachmentStep, ListenerAttachment, RouteParent, RouteStatus } from '../../kong/model/route-status.ts';

/**
 * A parent of a route that is a Gateway of Kong's ingress controller, or one of Kong Operator of which it is known what is
 * written on the route, as far as both are known and taken by the API server.
 */
export interface KongParent {
  readonly status: RouteStatus;
  readonly parent: RouteParent;
  readonly gateway: GatewayStatus;
}

/** Routes that a controller of Kong's may look at: others are nobody's business here. */
export function kongRoutes({ routes }: Pick<ClusterView, 'routes'>): readonly RouteStatus[] {
  return kongsAmong(routes);
}

/** Most rules about routes ask for them. */
const kongsAmong = /* @__PURE__ */ onceFor((routes: readonly RouteStatus[]) =>
  routes.filter(
    (status) => status.refusal === null && status.missingGates.length === 0 && !isUnread(status) && isKongs(status),
  ),
);

/** Those of them that an ingress controller looks at. */
export function ingressControllerRoutes(cluster: Pick<ClusterView, 'routes'>): readonly RouteStatus[] {
  return kongRoutes(cluster).filter(({ parents }) =>
    parents.some(({ gateway, standing }) => gateway?.implementation === 'kic' && standing !== 'passed-over'),
  );
}

function isUnread({ silences }: RouteStatus): boolean {
  return silences.some(({ cause }) => cause === 'kind-not-read' || cause === 'not-watched');
}

/** Of an operator's routes it may be known that they are not served, and not what is written on them. */
function isKongs({ parents, served }: RouteStatus): boolean {
  return parents.some(
    (parent) =>
      isOurs(parent) ||
      (served === false && parent.gateway?.implementation === 'operator' && parent.standing === 'reconciled'),
  );
}

function isOurs({ gateway, standing, conditions }: RouteParent): boolean {
  if (gateway === null || standing === 'passed-over') return false;
  return gateway.implementation === 'kic' || (gateway.implementation === 'operator' && conditions !== null);
}

/** Every parent of those routes that is such a Gateway. */
export function kongParents({ routes }: Pick<ClusterView, 'routes'>): readonly KongParent[] {
  return parentsAmong(routes);
}

const parentsAmong = /* @__PURE__ */ onceFor((routes: readonly RouteStatus[]): readonly KongParent[] => {
  const found: KongParent[] = [];
  for (const status of kongsAmong(routes)) {
    for (const parent of status.parents) {
      const { gateway, ref } = parent;
      // A Gateway without a namespace is applied into any: another of its name may be meant.
      const isMeant = ref.to.namespace === (gateway?.gateway.namespace ?? null);
      const isKnown =
        isMeant && ref.unknownPart === null && gateway?.refusal === null && gateway.gateway.unknownPart === null;
      if (gateway !== null && isOurs(parent) && isKnown) found.push({ status, parent, gateway });
    }
  }
  return found;
});

const butProgrammed: readonly AttachmentStep[] = ['programmed'];

/**
 * The listeners that would take a route at a parent but for some steps, where every other listener certainly does not:
 * empty where that is not so, or one of them passes those steps as well or may.
 */
export function turnedAway(
  { attachments }: RouteParent,
  steps: readonly AttachmentStep[],
): readonly ListenerAttachment[] {
  // What lets a route pass all steps lets it pass these.
  if (attachments.some((attachment) => attaches(attachment, butProgrammed) === true)) return [];
  const rest: readonly AttachmentStep[] = [...steps, 'programmed'];
  const near = attachments.filter((attachment) => attaches(attachment, rest) === true);
  const others = attachments.filter((attachment) => !near.includes(attachment));
  const isCertain = others.every((attachment) => attaches(attachment, butProgrammed) === false);
  return isCertain && near.every((attachment) => steps.some((step) => attachment.steps[step] === false)) ? near : [];
}
