import type { TreeIndex } from '../tree/tree-index.ts';
import type { Application } from './application.ts';
import type { OwnRepository } from './own-repository.ts';

/** What an Application needs to know of the tree around it. */
export interface ArgoContext {
  readonly index: TreeIndex;
  readonly own: OwnRepository;
  /** Why an Application certainly never syncs, or null. */
  readonly whyForbidden: (application: Application) => string | null;
}
