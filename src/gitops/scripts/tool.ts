import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { scriptFiles } from './files.ts';
import { scriptUnits } from './script-units.ts';
import { unfollowedCommands } from './unfollowed-commands.ts';

/** Commands of `helm` and `kubectl` in scripts, Makefiles and workflows. */
export const scripts: GitOpsTool = {
  id: 'script',
  files: { ...scriptFiles, inHiddenDirectories: true, units: scriptUnits, unfollowed: unfollowedCommands },
};
