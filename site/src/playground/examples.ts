import type { Repository } from './repository.ts';

/** What one click brings into the playground. */
export interface Example {
  readonly title: string;
  readonly repository: Repository;
  /** The file that is opened first. */
  readonly open: string;
}
