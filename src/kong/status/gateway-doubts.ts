import type { Unverified } from '../../gitops/model/cluster.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { GatewayStatus } from '../model/model.ts';
import type { NoStatusCause } from '../model/no-status.ts';

const passingOver: readonly NoStatusCause[] = ['not-to-reconcile', 'not-watched', 'controller-disabled'];

/** What is not known of Gateways, and which of them their controller passes over. */
export function gatewayDoubts(gateways: readonly GatewayStatus[]): readonly Unverified[] {
  return gateways.flatMap(({ gateway, unverified, withoutStatus, offers }): readonly Unverified[] => {
    // A Gateway that its controller passes over may be another one's, which is not in the tree.
    const passed = withoutStatus !== null && passingOver.includes(withoutStatus.cause) ? withoutStatus.reason : null;
    const about = nameOf(gateway.object);
    const paths = [gateway.object.path];
    // Where all is judged, it was Secrets that are assumed to exist.
    if (unverified !== null)
      return [{ about, cause: offers === null ? 'status-unknown' : 'assumed', reason: unverified, paths }];
    return passed === null ? [] : [{ about, cause: 'passed-over', reason: passed, paths }];
  });
}
