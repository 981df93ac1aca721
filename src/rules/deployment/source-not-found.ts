import type { Rule } from '../model/rule.ts';
import { deployersRelated, nearChange, nearHint } from '../wording/deployments.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const sourceNotFound: Rule = {
  id: 'source-not-found',
  about: 'deployment',
  title: 'A deployment names something that is not there',
  severity: 'error',

  *observeTree({ deploymentFaults }) {
    for (const fault of deploymentFaults) {
      if (fault.kind !== 'source') continue;
      yield {
        at: fault.at,
        subject: fault.object,
        field: [fault.field, fault.value === null ? '' : String(fault.value.value)].join(' '),
        statement: `${fault.title} names ${fault.reason}.${nearHint(fault)}`,
        ...(fault.proof === 'near' ? { severity: 'warning' as const } : {}),
        outcome: fault.proof === 'near' ? null : outcomeOf('deployment-fails', 'it fails before anything is applied'),
        related: deployersRelated(fault),
        changes: nearChange(fault),
      };
    }
  },
};
