import { argoCd } from '../argo-cd/tool.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { flux } from '../flux/tool.ts';
import { helmfile } from '../helmfile/tool.ts';
import { scripts } from '../scripts/tool.ts';
import { terraform } from '../terraform/tool.ts';

/**
 * Every GitOps tool that is read. Where two know a file by its name, the first one has it: a workflow may
 * be called helmfile.yaml.
 */
export const gitOpsTools: readonly GitOpsTool[] = [argoCd, flux, scripts, helmfile, terraform];
