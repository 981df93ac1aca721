import { randomUUID } from 'node:crypto';
import { FakeClock } from './fake-clock.ts';
import { GitStore, type FileContent, type Files } from './git.ts';
import type { FakeInstallation, FakePermissions, FakePull, FakeRepository, FakeToken } from './state.ts';
import { pullPayload, runPayload, type FakeEvent } from './payloads.ts';
import type { Fault } from './faults.ts';

/** One request as the fake saw it. */
export interface Call {
  readonly method: string;
  /** The route, for example `POST /repos/{owner}/{repo}/check-runs`; for GraphQL the operation, `query Pull`. */
  readonly route: string;
  readonly path: string;
  readonly body: unknown;
  readonly isWrite: boolean;
  status: number;
}

const basePermissions: FakePermissions = {
  metadata: 'read',
  contents: 'read',
  pull_requests: 'write',
  checks: 'write',
  merge_queues: 'read',
};

/** A GitHub in memory that keeps GitHub's rules. People act on it by its methods; the app by `fetch`. */
export class FakeGitHub {
  readonly clock = new FakeClock();
  readonly app = { id: 4711, slug: 'portcullis' };
  /** The settings of the app. */
  readonly registered = {
    permissions: { metadata: 'read', contents: 'read', pull_requests: 'write', checks: 'write', merge_queues: 'read' },
    events: ['pull_request', 'check_run', 'check_suite', 'merge_group', 'issue_comment', 'push'],
    hook: { url: 'https://bot.example.com/api/github/webhooks', content_type: 'json', secret: '********' },
  };
  readonly repositories = new Map<string, FakeRepository>();
  /** What repositories were called before: whoever asks by such a name is led on. */
  readonly formerNames = new Map<string, FakeRepository>();
  readonly installations = new Map<number, FakeInstallation>();
  readonly tokens = new Map<string, FakeToken>();
  /** Requests so far, the newest last. */
  readonly calls: Call[] = [];
  /** Webhooks that GitHub would send, for a test to deliver, repeat, reorder or lose. */
  readonly events: FakeEvent[] = [];
  /** Attempts to deliver webhooks, the newest last, and those that the app asked for again. */
  readonly deliveries: { id: number; guid: string; delivered_at: string; status_code: number }[] = [];
  readonly redelivered: number[] = [];
  /** What the receiver answers to what is sent again; null: nothing is known of it yet. */
  redeliveredWith: number | null = null;
  /** Decides for each request whether something goes wrong. */
  fault: (call: Call) => Fault | null = () => null;
  /** Milliseconds by which the replicas that answer reads are behind. */
  lag = 0;
  /** Milliseconds each answer takes, really. */
  latency = 0;
  /** Milliseconds between asking for a test merge and its being there, and after which a new one is made. */
  mergeDelay = 0;
  mostAgeOfMerge = 12 * 3_600_000;
  /** Whether GraphQL knows an app again as the author of its comments. */
  viewerDidAuthorWorks = true;
  /** Requests an installation may send in an hour. */
  quota = 5_000;
  /** Called before each request is carried out: a place for a push in between. */
  beforeCall: (call: Call) => void | Promise<void> = () => undefined;
  #ids = 1_000;

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  get bot(): string {
    return `${this.app.slug}[bot]`;
  }

  createRepository(
    fullName: string,
    files: Files,
    { git = new GitStore() }: { readonly git?: GitStore } = {},
  ): FakeRepository {
    const [owner = '', name = ''] = fullName.split('/');
    const repository: FakeRepository = {
      id: this.nextId(),
      owner,
      name,
      git,
      branches: new Map([['main', git.commit(files)]]),
      moves: [],
      defaultBranch: 'main',
      pulls: new Map(),
      runs: [],
      archived: false,
      permissions: new Map([['maintainer', 'write']]),
    };
    this.repositories.set(fullName.toLowerCase(), repository);
    return repository;
  }

  fork(repository: FakeRepository, owner: string): FakeRepository {
    const main = repository.branches.get('main') ?? '';
    const fork = {
      ...repository,
      id: this.nextId(),
      owner,
      branches: new Map([['main', main]]),
      moves: [],
      pulls: new Map(),
      runs: [],
      permissions: new Map(),
    };
    this.repositories.set(`${owner}/${repository.name}`.toLowerCase(), fork);
    return fork;
  }

  rename(repository: FakeRepository, name: string): void {
    const former = `${repository.owner}/${repository.name}`.toLowerCase();
    this.repositories.delete(former);
    this.formerNames.set(former, repository);
    repository.name = name;
    this.repositories.set(`${repository.owner}/${name}`.toLowerCase(), repository);
  }

  deleteRepository(repository: FakeRepository): void {
    this.repositories.delete(`${repository.owner}/${repository.name}`.toLowerCase());
    for (const { pulls } of this.repositories.values()) {
      for (const pull of pulls.values()) if (pull.headRepository?.id === repository.id) pull.headRepository = null;
    }
  }

  install(account: string, permissions: FakePermissions = basePermissions): FakeInstallation {
    const id = this.nextId();
    const installation = { id, app: this.app.id, account, permissions, repositories: null, suspended: false };
    this.installations.set(installation.id, installation);
    return installation;
  }

  installationFor(repository: FakeRepository): FakeInstallation | undefined {
    return [...this.installations.values()].find(({ account }) => account === repository.owner);
  }

  openPull(
    repository: FakeRepository,
    changes: Readonly<Record<string, FileContent | null>>,
    {
      from = repository,
      branch = `change-${this.nextId()}`,
      base = 'main',
      draft = false,
      author = 'maintainer',
      head = repository.git.amend(repository.branches.get(base) ?? '', changes),
    }: Partial<{
      from: FakeRepository;
      branch: string;
      base: string;
      draft: boolean;
      author: string;
      /** A commit that is there already, for a second pull request on it. */
      head: string;
    }> = {},
  ): FakePull {
    const baseSha = repository.branches.get(base) ?? '';
    from.branches.set(branch, head);
    const pull: FakePull = {
      number: repository.pulls.size + 1,
      repository,
      state: 'OPEN',
      draft,
      author,
      headRepository: from,
      headBranch: branch,
      head,
      base: baseSha,
      baseBranch: base,
      threads: [],
      testMerge: null,
      history: [],
    };
    repository.pulls.set(pull.number, pull);
    this.#changed(pull, 'opened');
    return pull;
  }

  push(pull: FakePull, changes: Readonly<Record<string, FileContent | null>>): string {
    this.moveHead(pull, pull.repository.git.amend(pull.head, changes));
    return pull.head;
  }

  /** The branch of a pull request now ends at another commit, however that came about. */
  moveHead(pull: FakePull, head: string): void {
    const before = pull.head;
    pull.head = head;
    pull.headRepository?.branches.set(pull.headBranch, head);
    pull.base = pull.repository.branches.get(pull.baseBranch) ?? pull.base;
    this.#changed(pull, 'synchronize', { before, after: head });
  }

  pushToBranch(
    repository: FakeRepository,
    branch: string,
    changes: Readonly<Record<string, FileContent | null>>,
  ): string {
    const sha = repository.git.amend(repository.branches.get(branch) ?? repository.branches.get('main') ?? '', changes);
    this.moveBranch(repository, branch, sha);
    return sha;
  }

  /** A branch now ends at another commit, however that came about. */
  moveBranch(repository: FakeRepository, branch: string, after: string): void {
    const before = repository.branches.get(branch) ?? '0'.repeat(40);
    repository.moves.push({ at: this.clock.now(), branch, before });
    repository.branches.set(branch, after);
    this.emit(repository, 'push', { ref: `refs/heads/${branch}`, before, after });
  }

  retarget(pull: FakePull, branch: string): void {
    const from = pull.baseBranch;
    pull.baseBranch = branch;
    pull.base = pull.repository.branches.get(branch) ?? pull.base;
    this.#changed(pull, 'edited', { changes: { base: { ref: { from }, sha: { from: pull.base } } } });
  }

  setState(pull: FakePull, state: FakePull['state']): void {
    pull.state = state;
    this.#changed(pull, state === 'OPEN' ? 'reopened' : 'closed');
  }

  setDraft(pull: FakePull, draft: boolean): void {
    pull.draft = draft;
    this.#changed(pull, draft ? 'converted_to_draft' : 'ready_for_review');
  }

  /** Somebody edits title or body, which concerns nobody. */
  retitle(pull: FakePull): void {
    this.#changed(pull, 'edited', { changes: { title: { from: 'before' } } });
  }

  comment(pull: FakePull, body: string, sender = 'maintainer'): void {
    this.emit(pull.repository, 'issue_comment', {
      action: 'created',
      issue: { number: pull.number, pull_request: {} },
      comment: { body },
      sender: { login: sender, type: sender.endsWith('[bot]') ? 'Bot' : 'User' },
    });
  }

  /** Somebody presses "Re-run" or a button of ours. */
  pressButton(repository: FakeRepository, runId: number, identifier: string | null, sender = 'maintainer'): void {
    const run = repository.runs.find(({ id }) => id === runId);
    if (!run) throw new Error(`no run ${runId}`);
    const action =
      identifier === null
        ? { action: 'rerequested' }
        : { action: 'requested_action', requested_action: { identifier } };
    this.emit(repository, 'check_run', {
      ...action,
      check_run: runPayload(run),
      sender: { login: sender, type: 'User' },
    });
  }

  emit(repository: FakeRepository, name: string, payload: object): void {
    const installation = this.installationFor(repository);
    if (!installation || installation.suspended) return;
    this.events.push({
      id: randomUUID(),
      name,
      payload: {
        sender: { login: 'author', type: 'User' },
        ...payload,
        repository: {
          id: repository.id,
          name: repository.name,
          owner: { login: repository.owner },
          default_branch: repository.defaultBranch,
        },
        installation: { id: installation.id },
      },
    });
  }

  #changed(pull: FakePull, action: string, more: object = {}): void {
    const { head, base, baseBranch, state } = pull;
    pull.history.push({ at: this.clock.now(), head, base, baseBranch, state });
    this.emit(pull.repository, 'pull_request', {
      action,
      ...more,
      number: pull.number,
      pull_request: pullPayload(pull),
    });
  }
}
