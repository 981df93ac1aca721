import { baseName } from '../../source/paths.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { helmfileUnits } from './helmfile.ts';

/** helmfile: the releases of its state files. */
export const helmfile: GitOpsTool = {
  id: 'helmfile',
  files: {
    matches: (path) => /^helmfile.*\.ya?ml$/.test(baseName(path)) || /(^|\/)helmfile\.d\/[^/]+\.ya?ml$/.test(path),
    releaseMarks: ['releases'],
    // Templates of values, which are read where nothing in them is a template.
    needs: (path) => /\.ya?ml\.gotmpl$/i.test(path),
    units: helmfileUnits,
  },
};
