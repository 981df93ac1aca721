import { baseName } from '../../source/paths.ts';
import type { FilePattern } from '../tree/tool-patterns.ts';

/** Scripts, Makefiles and workflows, by their names. */
export const scriptFiles: FilePattern = {
  matches: (path) =>
    /^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.ya?ml$/.test(path) ||
    /^(GNU)?[Mm]akefile$|\.(sh|bash|mk)$|^[Jj]ustfile$/.test(baseName(path)),
  releaseMarks: ['helm ', 'helm\\', 'HELM'],
};
