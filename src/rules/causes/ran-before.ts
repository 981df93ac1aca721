import { subjectKey } from '../../finding.ts';
import type { ClusterView, Controller, GatewayStatus } from '../../kong/model/model.ts';
import { atLeast } from '../../kong/model/image.ts';
import { gatewaySubject } from '../wording/names.ts';

/** A Gateway as the base of a change has it, if its controller reconciled it there. */
export function ranBefore(status: GatewayStatus, before: ClusterView | undefined): GatewayStatus | null {
  const sought = subjectKey(gatewaySubject(status));
  const old = before?.gateways.find((each) => subjectKey(gatewaySubject(each)) === sought);
  const isJudged = old?.listeners.some(({ conditions }) => Object.keys(conditions ?? {}).length > 0);
  return old?.implementation === 'kic' && isJudged === true ? old : null;
}

/**
 * The Services that the controller wrote into the annotation of a Gateway that runs: it does so once, where no manifest
 * states the annotation, and obeys what stands there. Empty where it wrote none, or none that is known, or where another
 * controller takes over: whoever moves to one may make the Gateway anew.
 */
export function writtenPin(status: GatewayStatus, before: ClusterView | undefined): readonly string[] {
  const old = ranBefore(status, before);
  if (old === null || status.controller === null || old.controller?.id !== status.controller.id) return [];
  if (status.gateway.publishServicePin !== null || old.gateway.publishServicePin !== null) return [];
  return readsPin(status.controller) && readsPin(old.controller)
    ? old.controller.publish.map(({ ref }) => ref.value)
    : [];
}

/** From 3.0 on; and the Services that it publishes are known. */
function readsPin({ version, publishService, publishServiceUdp }: Controller): boolean {
  const isKnown = publishService.certainty !== 'unknown' && publishServiceUdp.certainty !== 'unknown';
  return isKnown && version.certainty !== 'unknown' && atLeast(version.value, '3.0');
}
