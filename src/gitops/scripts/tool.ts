import { baseName } from '../../source/paths.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { scriptUnits } from './script-units.ts';

/** Commands of `helm` and `kubectl` in scripts, Makefiles and workflows. */
export const scripts: GitOpsTool = {
  id: 'script',
  files: {
    matches: (path) =>
      /^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.ya?ml$/.test(path) ||
      /^(GNU)?[Mm]akefile$|\.(sh|bash|mk)$|^[Jj]ustfile$/.test(baseName(path)),
    inHiddenDirectories: true,
    releaseMarks: ['helm ', 'helm\\', 'HELM'],
    units: scriptUnits,
  },
};
