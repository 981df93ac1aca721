import type { GitStore } from './git.ts';
import type { FakeTestMerge } from './test-merge.ts';

/** What a fake GitHub remembers. Times are milliseconds of its clock. */
export interface FakeRepository {
  readonly id: number;
  readonly owner: string;
  name: string;
  /** Shared by a repository and its forks, as GitHub does. */
  readonly git: GitStore;
  readonly branches: Map<string, string>;
  /** Where branches ended before they moved, for replicas that lag. */
  readonly moves: { readonly at: number; readonly branch: string; readonly before: string }[];
  readonly defaultBranch: string;
  readonly pulls: Map<number, FakePull>;
  readonly runs: FakeRun[];
  archived: boolean;
  readonly permissions: Map<string, 'admin' | 'write' | 'read' | 'none'>;
}

export interface FakePull {
  readonly number: number;
  readonly repository: FakeRepository;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  draft: boolean;
  /** A login; an app's is `name[bot]`. */
  readonly author: string;
  /** Null once the fork was deleted. */
  headRepository: FakeRepository | null;
  readonly headBranch: string;
  head: string;
  base: string;
  baseBranch: string;
  readonly threads: FakeThread[];
  /** Null before anybody asked for one. */
  testMerge: FakeTestMerge | null;
  /** What the pull request was at each moment, for replicas that lag. */
  readonly history: {
    readonly at: number;
    readonly head: string;
    readonly base: string;
    readonly baseBranch: string;
    readonly state: FakePull['state'];
  }[];
}

export interface FakeRun {
  readonly id: number;
  readonly app: number;
  readonly name: string;
  readonly head: string;
  readonly createdAt: number;
  externalId: string | null;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: FakeAnnotation[];
  actions: readonly { readonly label: string; readonly description: string; readonly identifier: string }[];
  /** How often it was completed: once is right. */
  completions: number;
}

export interface FakeAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface FakeThread {
  readonly id: string;
  readonly path: string;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly commit: string;
  readonly review: number | null;
  resolved: boolean;
  readonly comments: FakeComment[];
}

export interface FakeComment {
  readonly id: string;
  readonly databaseId: number;
  /** A login; an app's is `name[bot]`. */
  readonly author: string;
  readonly createdAt: number;
  body: string;
  edits: number;
  minimized: string | null;
}

/** What an installation may do; names as in an app's manifest. */
export type FakePermissions = Readonly<Record<string, 'read' | 'write'>>;

export interface FakeInstallation {
  readonly id: number;
  readonly app: number;
  readonly account: string;
  permissions: FakePermissions;
  /** Names of the repositories it covers; null for all. */
  repositories: ReadonlySet<string> | null;
  /** A suspended installation is listed, and gets no token. */
  suspended: boolean;
}

export interface FakeToken {
  readonly installation: FakeInstallation;
  readonly expiresAt: number;
}
