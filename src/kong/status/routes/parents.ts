import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import type { ClusterAdmission } from '../../../admission/admission.ts';
import type { ParentRef, Route } from '../../../gatewayapi/route.ts';
import { gateway as gatewayKind, gatewayClass } from '../../../kubernetes/kinds.ts';
import type { Targets } from '../../../kubernetes/targets.ts';
import type { Controller, GatewayStatus } from '../../model/model.ts';
import type { ParentStanding, RouteParent } from '../../model/route-status.ts';
import { behaves } from '../../flags/behaviours.ts';
import { attachmentsOf, type NamespaceLabels } from './attachment.ts';

/** What of a cluster bears on the parents of its routes. */
export interface ParentContext {
  readonly gateways: Targets<GatewayStatus>;
  readonly controllers: readonly Controller[];
  readonly labelsOf: NamespaceLabels;
  readonly holdsEvery: HoldsEvery;
  readonly admission: ClusterAdmission;
}

/** A parent before it is known what the controller writes on it. */
export type JudgedParent = Omit<RouteParent, 'conditions' | 'acceptance'>;

/** Each parent of a route: what it is to the controllers of the tree, and how the route fares at its listeners. */
export function parentsOf(route: Route, context: ParentContext): readonly JudgedParent[] {
  return route.parentRefs.map((ref) => parentOf(route, ref, context));
}

function parentOf(route: Route, ref: ParentRef, context: ParentContext): JudgedParent {
  const gateway = isGateway(ref) ? context.gateways.one(ref.to) : null;
  const { standing, doubt } = standingOf(ref, gateway, context);
  const controller = standing === 'reconciled' ? (gateway?.controller ?? null) : null;
  const isForeign = gateway !== null && isOthers(gateway);
  return {
    ref,
    gateway,
    standing,
    controller,
    attachments:
      gateway === null || isForeign
        ? []
        : attachmentsOf({ route, ref, gateway, labelsOf: context.labelsOf, controller: gateway.controller }),
    unverified: doubt,
  };
}

function isGateway({ to }: ParentRef): boolean {
  return to.group === gatewayKind.group && to.kind === gatewayKind.kind;
}

interface Standing {
  readonly standing: ParentStanding;
  readonly doubt: string | null;
}

const reconciled: Standing = { standing: 'reconciled', doubt: null };
const passedOver: Standing = { standing: 'passed-over', doubt: null };
const unknown = (doubt: string): Standing => ({ standing: 'unknown', doubt });

function standingOf(ref: ParentRef, status: GatewayStatus | null, context: ParentContext): Standing {
  if (ref.unknownPart !== null) return unknown(ref.unknownPart);
  if (!isGateway(ref)) return { standing: 'unsupported', doubt: null };
  const { holdsEvery, gateways } = context;
  if (status === null) {
    const isNowhere =
      gateways.find(ref.to).length === 0 && ref.to.namespace !== null && holdsEvery(gatewayKind, ref.to.namespace);
    return isNowhere ? passedOver : unknown(`Gateway ${idOf(ref)} is not in this repository`);
  }
  if (status.refusal !== null) return unknown(`the API server refuses Gateway ${idOf(ref)}: ${status.refusal}`);
  if (isOthers(status)) return passedOver;
  if (status.gatewayClass === null) {
    const name = status.gateway.className.value;
    return holdsEvery(gatewayClass) ? passedOver : unknown(`GatewayClass ${name} is not in this repository`);
  }
  return status.controller === null ? withoutController(status, context) : reconciledBy(status, status.controller);
}

function idOf({ to }: ParentRef): string {
  return `${to.namespace ?? 'default'}/${to.name}`;
}

/** Another implementation's; one of Kong Operator of which no operator is known is nobody's here. */
function isOthers({ implementation, controller }: GatewayStatus): boolean {
  return implementation === 'other' || (implementation === 'operator' && controller === null);
}

/** A class with a name that every controller of the tree is known not to have is somebody else's. */
function withoutController(status: GatewayStatus, { controllers }: ParentContext): Standing {
  const isNamed =
    controllers.length > 0 && controllers.every(({ controllerName }) => controllerName.certainty !== 'unknown');
  if (status.implementation === 'unknown' && isNamed && !status.gatewayClass?.unknownPart) return passedOver;
  return unknown(status.unverified ?? 'the controller of the Gateway is not in the repository');
}

function reconciledBy(status: GatewayStatus, controller: Controller): Standing {
  const cause = status.withoutStatus?.cause;
  if (cause === 'not-watched') return passedOver;
  if (cause !== 'not-to-reconcile') return reconciled;
  const narrows = behaves(controller.version, 'narrows-parents-to-one-gateway');
  if (typeof narrows === 'string') return unknown(narrows);
  return narrows ? passedOver : reconciled;
}
