import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { helmfileFiles } from './files.ts';
import { helmfileUnits } from './helmfile.ts';

/** helmfile: the releases of its state files. */
export const helmfile: GitOpsTool = { id: 'helmfile', files: { ...helmfileFiles, units: helmfileUnits } };
