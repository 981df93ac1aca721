import { toolFiles } from '../gitops/discover/tool-files.ts';
import { relevantPaths } from '../source/relevant-paths.ts';

/** Whether a review reads the file, told by its path. */
export const isRelevantPath: (path: string) => boolean = relevantPaths((path) =>
  toolFiles.some(({ matches, needs }) => matches(path) || needs?.(path) === true),
);
