import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { terraformFiles } from './files.ts';
import { terraformUnits } from './helm-release-resource.ts';

/** Terraform: `helm_release` resources and manifests, as far as their settings are literal. */
export const terraform: GitOpsTool = { id: 'terraform', files: { ...terraformFiles, units: terraformUnits } };
