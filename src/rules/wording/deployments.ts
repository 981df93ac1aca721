import type { Related } from '../../finding.ts';
import type { DeploymentFault } from '../../gitops/model/deployment-fault.ts';
import type { ValueChange } from '../../source/change.ts';

/** More of them than a reader follows. */
const mostDeployers = 10;

/** Who fails because of a fault. */
export function deployersRelated({ deployers }: DeploymentFault): readonly Related[] {
  return deployers.slice(0, mostDeployers).map(({ title, at }) => ({ at, message: `${title} fails with it` }));
}

/** ` Did you mean "gateway.yaml"?`, or nothing. */
export function nearHint({ near }: DeploymentFault): string {
  return near === null ? '' : ` Did you mean ${JSON.stringify(near)}?`;
}

/** The value with the name that was meant. */
export function nearChange({ near, value }: DeploymentFault): readonly (readonly ValueChange[])[] {
  return near === null || value === null ? [] : [[{ kind: 'set', node: value, value: near }]];
}
