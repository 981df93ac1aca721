import type { FilePattern } from '../tree/tool-patterns.ts';

/** Files of Terraform, by their names. */
export const terraformFiles: FilePattern = {
  matches: (path) => path.endsWith('.tf'),
  dataDirectory: '.terraform',
  releaseMarks: ['helm_release'],
};
