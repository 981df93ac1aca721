import { baseName } from '../../source/paths.ts';
import type { FilePattern } from '../tree/tool-patterns.ts';

/** State files of helmfile, by their names. */
export const helmfileFiles: FilePattern = {
  matches: (path) => /^helmfile.*\.ya?ml$/.test(baseName(path)) || /(^|\/)helmfile\.d\/[^/]+\.ya?ml$/.test(path),
  releaseMarks: ['releases'],
  // Templates of values, which are read where nothing in them is a template.
  needs: (path) => /\.ya?ml\.gotmpl$/i.test(path),
};
