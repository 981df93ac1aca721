import type { BrokenKustomization } from '../../gitops/model/deployment-fault.ts';
import type { Rule } from '../model/rule.ts';
import { deployersRelated, nearChange, nearHint } from '../wording/deployments.ts';
import { fileSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const kustomizationDoesNotBuild: Rule = {
  id: 'kustomization-does-not-build',
  about: 'deployment',
  title: 'kustomize refuses to build a kustomization',
  severity: 'error',

  *observeTree({ deploymentFaults }) {
    for (const fault of deploymentFaults) {
      if (fault.kind !== 'kustomization') continue;
      yield {
        at: fault.at,
        subject: fileSubject(fault.path),
        field: [fault.field ?? fault.fault, fault.value === null ? '' : String(fault.value.value)].join(' '),
        statement: `${statementOf(fault)}${nearHint(fault)}`,
        outcome: outcomeOf('deployment-fails', 'kustomize build fails, and nothing of the kustomization is applied'),
        related: deployersRelated(fault),
        changes: nearChange(fault),
      };
    }
  },
};

function statementOf({ fault, field, value, reason, at, path }: BrokenKustomization): string {
  const named = value === null ? null : `${field ?? 'a field'} of ${at.path} names ${JSON.stringify(value.value)}`;
  if (named !== null && fault === 'missing') return `${named}, which is not in the repository.`;
  if (named !== null && fault === 'no-kustomization') return `${named}, a directory that holds no kustomization file.`;
  return `kustomize refuses ${path}: ${reason}.`;
}
