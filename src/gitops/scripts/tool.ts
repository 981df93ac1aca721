import { baseName } from '../../source/paths.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { scriptUnits } from './helm-commands.ts';

/** `helm` commands of scripts, Makefiles and workflows. */
export const scripts: GitOpsTool = {
  id: 'script',
  files: {
    matches: (path) =>
      /^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.ya?ml$/.test(path) ||
      /^(GNU)?[Mm]akefile$|\.(sh|bash|mk)$|^[Jj]ustfile$/.test(baseName(path)),
    inHiddenDirectories: true,
    releaseMarks: ['helm '],
    units: scriptUnits,
  },
};
