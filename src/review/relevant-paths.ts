import { gitOpsTools } from '../gitops/discover/tools.ts';
import { relevantPaths } from '../source/relevant-paths.ts';

/** Whether a review reads the file, told by its path. */
export const isRelevantPath: (path: string) => boolean = relevantPaths((path) =>
  gitOpsTools.some(({ files }) => files?.matches(path) === true || files?.needs?.(path) === true),
);
