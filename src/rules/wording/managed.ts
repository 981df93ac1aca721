import type { Outcome } from '../../finding.ts';
import { atLeast } from '../../kong/model/image.ts';
import type { ReferenceFault } from '../../kong/model/managed.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import { conditionOutcome } from './outcomes.ts';

/** `Kong Operator 2.2.3`, or without a release where nothing tells it. */
export function operatorName(release: string | null): string {
  return release === null ? 'Kong Operator' : `Kong Operator ${release}`;
}

/** Before 2.3 one listener that is not accepted keeps the operator from the whole Gateway. */
export function refusedListener(
  reason: string,
  release: string | null,
  type: 'Accepted' | 'Conflicted' = 'Accepted',
): Outcome {
  const isPartial = release !== null && atLeast(release, '2.3');
  const consequence = isPartial
    ? 'no route attaches to the listener'
    : 'Kong Operator does not accept the Gateway: none of its listeners is served';
  const isKnown = release !== null;
  return conditionOutcome(
    { type, status: type === 'Conflicted' ? 'True' : 'False', reason },
    isKnown ? consequence : undefined,
  );
}

/** A protocol that is not served spoils the Gateway in every release: the operator cannot make Kong for it. */
export function unservedProtocol(release: string | null): Outcome {
  const consequence = 'none of the listeners of the Gateway is served';
  return conditionOutcome(
    { type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' },
    release === null ? undefined : consequence,
  );
}

/** What is wrong with a reference of a listener, behind the listener's name. */
export function referenceFault(
  { cause, detail, isRemoved }: ReferenceFault,
  listener: Listener,
  release: string | null,
): string {
  const name = `listener "${listener.name.value}"`;
  const ref = listener.tls?.certificateRefs[0]?.to;
  const secret = `Secret ${ref?.namespace ?? 'default'}/${ref?.name ?? ''}`;
  const operator = operatorName(release);
  switch (cause) {
    case 'tls-mode':
      return `${name} has the TLS mode ${detail ?? ''}, but for ${listener.protocol.value} Kong Operator only supports Terminate`;
    case 'certificate-count':
      return listener.tls?.certificateRefs.length === 0
        ? `${name} has tls without a certificateRef, and ${operator} needs one`
        : `${name} has several certificateRefs, but Kong Operator takes one for each listener`;
    case 'group-or-kind':
      return `${name} names a ${ref?.kind ?? ''} of group "${ref?.group ?? ''}", but Kong Operator only reads a Secret of group ""`;
    case 'not-permitted':
      if (isRemoved)
        return `${name} names ${secret} in another namespace, and this change removes the ReferenceGrant that allows it`;
      return detail === null
        ? `${name} names ${secret} in another namespace, and no ReferenceGrant there allows Gateways of this one`
        : `${name} names ${secret} in another namespace, and the ReferenceGrant for it does not count: ${detail}`;
    case 'missing':
      return isRemoved
        ? `${name} names ${secret}, which this change removes, and nothing here makes it`
        : `${name} names ${secret}, which is not in this repository; by its configuration it holds every Secret`;
    case 'invalid':
      return `${name} names ${secret}, which cannot be used${detail === null ? '' : `: ${detail}`}`;
    case 'unlabelled':
      return `${name} names ${secret}, which lacks the label ${detail ?? ''}: "true"`;
    case 'route-kind':
      return `${name} allows routes of ${detail ?? ''}, which ${operator} does not take on ${listener.protocol.value} listeners`;
  }
}
