import fc from 'fast-check';
import { inProcess } from '../../src/session/in-process.ts';
import { Octokit } from '@octokit/rest';
import type { JobContext } from '../../src/app/run-lease.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { createLimits, InstallationLimits } from '../../src/github/client/limits.ts';
import { keepPace } from '../../src/github/client/pace.ts';
import { findStuckRuns, leastAgeOfStuckRun, leastAgeWithoutRun } from '../../src/github/check-runs/stuck-runs.ts';
import { createCaches } from '../../src/github/job/services.ts';
import { FakeGitHub, type Call } from '../fake-github/fake-github.ts';
import type { FakeEvent } from '../fake-github/payloads.ts';
import { fakeFetch } from '../fake-github/server.ts';
import type { FakePull, FakeRepository } from '../fake-github/state.ts';
import { silent, toyEngine } from './harness.ts';
import { configPath } from '../../src/config/config.ts';
import { letsPass } from './promises.ts';
import { groupIncidents, MergeQueue } from './history-groups.ts';
import { onSqlite, type HistoryQueue, type MakeQueue } from './history-queues.ts';
import { putJob } from '../../src/app/job-messages.ts';

/** What may happen just before, or to, any single request. */
export const incidents = [
  'nothing',
  'push wrong',
  'push right',
  'push a rename',
  'base moves',
  'push what base may have',
  'base gains it',
  'base loses it',
  'base mends what was wrong',
  'retarget',
  'redeliver',
  'close and reopen',
  'draft and ready',
  'error, not carried out',
  'error, carried out',
  'cut, not carried out',
  'cut, carried out',
  'answer cut short',
  'the process is killed before',
  'the process is killed after',
  'GitHub asks to wait',
  'press re-run',
  'press re-run all checks',
  'open another on the head',
  'a stranger opens another on the head',
  'the other is closed',
  'the fork of the other is deleted',
  'a push while the installation is suspended',
  'the repository is renamed',
  'main is pushed by force',
  'main lets everything pass, or no longer',
  'others work meanwhile',
  ...groupIncidents,
] as const;

export type Incident = (typeof incidents)[number];

/** Tapes of any incidents. */
export const tapes = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Incident>('nothing') },
    { weight: 2, arbitrary: fc.constantFrom(...incidents) },
  ),
  { maxLength: 60 },
);

const base = {
  'a.yaml': 'one: 1\ntwo: 2\nthree: 3\nfour: 4\nfive: 5\n',
  'b.yaml': 'kept: 1\n',
  'd.yaml': 'seven: wrong-d\n',
};

/** One pull request, the app with its queue, and a tape of incidents: one is taken before each request. */
export class History {
  readonly github = new FakeGitHub();
  readonly repository: FakeRepository;
  readonly pull: FakePull;
  readonly merges: MergeQueue;
  /** Writes about a head that the app had reason to know is not the newest. */
  readonly late: string[] = [];
  /** Runs that somebody or something asked for beyond one for each head. */
  asked = 0;
  readonly #queue: HistoryQueue;
  readonly #tape: Incident[];
  readonly #delivered: FakeEvent[] = [];
  readonly #kills = new Set<() => void>();
  #context: JobContext;
  #seenHeads: ReadonlySet<string> = new Set();
  #process = 0;
  #words = 0;

  /** @param lag milliseconds by which what GitHub answers is behind. */
  constructor(tape: readonly Incident[], lag = 0, make: MakeQueue = onSqlite) {
    const { github } = this;
    this.#queue = make(github.clock);
    github.lag = lag;
    this.#tape = [...tape];
    this.repository = github.createRepository('acme/infra', base);
    this.repository.branches.set('release', this.repository.branches.get('main') ?? '');
    this.merges = new MergeQueue(github, this.repository);
    github.install('acme', { metadata: 'read', contents: 'read', pull_requests: 'write', checks: 'write' });
    this.#context = this.#startProcess();
    this.pull = github.openPull(this.repository, { 'a.yaml': 'one: 1\ntwo: wrong\nthree: 3\nfour: 4\nfive: 5\n' });
    github.beforeCall = async () => await this.#letOthersWork();
    github.fault = (call) => this.#incidentFor(call);
  }

  /** The open pull requests besides the first one. */
  readonly others = (): readonly FakePull[] =>
    [...this.repository.pulls.values()].filter((each) => each !== this.pull && each.state === 'OPEN');

  /** Plays the tape, then lets everything come to rest. */
  async play(): Promise<void> {
    for (let idle = 0; idle < 40; idle += 1) {
      const events = this.github.events.splice(0);
      for (const event of events) await this.#deliver(event);
      const worked = await this.#queue.turn({ context: () => this.#context, outlive: this.#outlive });
      if (events.length + worked > 0) idle = 0;
      else this.github.clock.time += 60_000;
      const { waiting, dead } = await this.#queue.queue.counts();
      if (waiting + dead + this.github.events.length > 0) continue;
      // What is left of the tape happens while nothing is under way.
      const next = this.#tape.shift();
      if (next !== undefined) this.#happen(next);
      else if (!(await this.#sweep(leastAgeWithoutRun)) && !(await this.#sweep(leastAgeOfStuckRun))) break;
    }
  }

  /** Takes up what no event told of, as the sweeper does when some time has gone by. */
  async #sweep(after: number): Promise<boolean> {
    const { github } = this;
    github.clock.time += after;
    const client = await this.#context.probot.auth();
    keepPace(client, new InstallationLimits(), github.clock, { deadline: Infinity });
    const [installation = 0] = github.installations.keys();
    let found = false;
    for await (const { job, id } of findStuckRuns(client, github.clock, { installation, app: github.app.id }))
      found = (await putJob(this.#queue.queue, job, id)) || found;
    return found;
  }

  /** Another lane works while a request is on its way; what it comes to know, this one has no reason to know. */
  async #letOthersWork(): Promise<void> {
    if (this.#tape[0] !== 'others work meanwhile') return;
    this.#tape.shift();
    const known = this.#seenHeads;
    for (const event of this.github.events.splice(0)) await this.#deliver(event);
    await this.#queue.turn({ context: () => this.#context, outlive: this.#outlive });
    this.#seenHeads = known;
  }

  #startProcess(): JobContext {
    const { github } = this;
    const installation = [...github.installations.values()][0];
    if (!installation) throw new Error('not installed');
    const auth = async (): Promise<Octokit> => {
      const token = `ghs_${github.nextId()}`;
      github.tokens.set(token, { installation, expiresAt: Infinity });
      const client = new Octokit({ auth: token, log: silent, request: { fetch: this.#fetch() } });
      return await Promise.resolve(
        Object.assign(client, { auth: async () => await Promise.resolve({ permissions: installation.permissions }) }),
      );
    };
    return {
      probot: { auth } as unknown as JobContext['probot'],
      app: github.app.id,
      queue: this.#queue.queue,
      clock: github.clock,
      caches: createCaches(),
      limits: createLimits(),
      reviewer: inProcess(toyEngine),
      log: silent,
      count: () => undefined,
      time: 240_000,
      patience: Infinity,
    };
  }

  /** A new process remembers nothing, and takes some time to start. */
  #restart(): JobContext {
    this.github.clock.time += 2_000;
    return this.#startProcess();
  }

  /** What a dead process asked for is never answered to it. */
  #fetch(): typeof fetch {
    const reach = fakeFetch(this.github);
    const process = this.#process;
    return async (input, init) => {
      if (process !== this.#process) return await new Promise<never>(() => undefined);
      const kills = ['the process is killed before', 'the process is killed after'];
      const next = this.#tape[0];
      if (next === 'the process is killed before') {
        this.#tape.shift();
        this.#die();
        return await new Promise<never>(() => undefined);
      }
      const dies = next !== undefined && kills.includes(next);
      if (dies) this.#tape[0] = 'nothing';
      const answer = await reach(input, init);
      if (process !== this.#process) return await new Promise<never>(() => undefined);
      if (!dies) return answer;
      this.#die();
      return await new Promise<never>(() => undefined);
    };
  }

  #die(): void {
    this.#process += 1;
    this.#context = this.#restart();
    for (const kill of this.#kills) kill();
    this.#kills.clear();
  }

  readonly #outlive = async <T>(work: Promise<T>): Promise<T | 'killed'> => {
    const { promise: killed, resolve } = Promise.withResolvers<'killed'>();
    const kill = (): void => resolve('killed');
    this.#kills.add(kill);
    try {
      return await Promise.race([killed, work]);
    } finally {
      this.#kills.delete(kill);
    }
  };

  async #deliver(event: FakeEvent): Promise<void> {
    this.#delivered.push(event);
    const job = jobOf(event, this.github.app.id);
    if (job) await putJob(this.#queue.queue, job, event.id);
  }

  #incidentFor(call: Call): ReturnType<FakeGitHub['fault']> {
    const incident = this.#tape.shift() ?? 'nothing';
    this.#happen(incident);
    this.#watch(call);
    switch (incident) {
      case 'error, not carried out':
        return { kind: 'status', status: 502 };
      case 'error, carried out':
        return { kind: 'status', status: 502, applied: true };
      case 'cut, not carried out':
        return { kind: 'cut' };
      case 'cut, carried out':
        return { kind: 'cut', applied: true };
      case 'answer cut short':
        return { kind: 'truncated' };
      case 'GitHub asks to wait':
        return { kind: 'status', status: 429, headers: { 'retry-after': '30' } };
      default:
        return null;
    }
  }

  #happen(incident: Incident): void {
    const { github, pull } = this;
    this.#words += 1;
    // What happens to one of them is a new verdict for the head that they share.
    if (incident !== 'nothing' && this.others().length > 0) this.asked += 1;
    const line = (word: string): string => `one: 1\ntwo: ${word}\nthree: 3\nfour: 4\nfive: 5\n`;
    if (incident === 'push wrong') github.push(pull, { 'a.yaml': line(`wrong-${this.#words % 3}`) });
    if (incident === 'push right') github.push(pull, { 'a.yaml': line(`right${this.#words}`) });
    if (incident === 'push a rename') github.push(pull, { 'b.yaml': null, [`b${this.#words}.yaml`]: 'kept: 1\n' });
    if (incident === 'base moves') {
      // Where the change touches something of ours, so does this push.
      this.asked += 1;
      const text = (this.repository.git.text(this.repository.branches.get('main') ?? '', 'a.yaml') ?? '').replace(
        /^five.*$/m,
        `five: ${this.#words}`,
      );
      github.pushToBranch(this.repository, 'main', { 'a.yaml': `# base\n${text}` });
    }
    // What is wrong and stands in base is not introduced by the change.
    const wrong = { 'c.yaml': 'six: wrong-c\n' };
    if (incident === 'push what base may have') github.push(pull, wrong);
    if (incident === 'base gains it' || incident === 'base loses it') {
      this.asked += 1;
      github.pushToBranch(this.repository, 'main', incident === 'base gains it' ? wrong : { 'c.yaml': null });
    }
    if (incident === 'base mends what was wrong') {
      this.asked += 1;
      github.pushToBranch(this.repository, 'main', { 'd.yaml': 'seven: right\n' });
    }
    if (incident === 'redeliver') github.events.push(...this.#delivered.slice(-2));
    if (incident === 'retarget') {
      this.asked += 1;
      github.retarget(pull, pull.baseBranch === 'main' ? 'release' : 'main');
    }
    if (incident === 'close and reopen') {
      this.asked += 1;
      github.setState(pull, 'CLOSED');
      github.setState(pull, 'OPEN');
    }
    if (incident === 'draft and ready') {
      github.setDraft(pull, true);
      github.setDraft(pull, false);
    }
    this.#happenToRepository(incident);
    this.#happenToOthers(incident);
    // A pull request that comes to the commit of a group is another question about it.
    const ofGroup = groupIncidents.find((each) => each === incident);
    if (ofGroup !== undefined && this.merges.happen(ofGroup, pull)) this.asked += 2;
    const run = this.repository.runs.at(-1);
    if (incident === 'press re-run' && run) {
      this.asked += 1;
      github.pressButton(this.repository, run.id, null);
    }
  }

  #happenToRepository(incident: Incident): void {
    const { github, repository, pull } = this;
    const { branches, git } = repository;
    if (incident === 'a push while the installation is suspended') {
      const [installation] = github.installations.values();
      if (installation) installation.suspended = true;
      github.push(pull, { 'a.yaml': `one: 1\ntwo: right${this.#words}\nthree: 3\nfour: 4\nfive: 5\n` });
      if (installation) installation.suspended = false;
    }
    if (incident === 'the repository is renamed') github.rename(repository, `infra-${this.#words}`);
    if (incident === 'main is pushed by force') {
      this.asked += 1;
      const [before] = git.commitOf(branches.get('main') ?? '').parents;
      if (before !== undefined) github.moveBranch(repository, 'main', before);
    }
    if (incident === 'main lets everything pass, or no longer') {
      this.asked += 1;
      const lenient = letsPass(git, branches.get('main') ?? '');
      github.pushToBranch(repository, 'main', { [configPath]: lenient ? null : 'failOn: never\n' });
    }
  }

  /** Pull requests on the same commit into another branch: each that comes or goes makes the shared verdict another one. */
  #happenToOthers(incident: Incident): void {
    const { github, repository, pull } = this;
    const [other] = this.others();
    if (incident === 'press re-run all checks') {
      this.asked += 1;
      const about = { head_sha: pull.head, app: { id: github.app.id } };
      github.emit(repository, 'check_suite', { action: 'rerequested', check_suite: about });
    }
    if (incident === 'the fork of the other is deleted' && other?.headRepository && other.headRepository !== repository)
      github.deleteRepository(other.headRepository);
    if (incident === 'the other is closed' && other) {
      this.asked += 1;
      github.setState(other, 'CLOSED');
    }
    const author = { 'open another on the head': 'maintainer', 'a stranger opens another on the head': 'stranger' };
    if (incident in author && !other) {
      this.asked += 2;
      const who = author[incident as keyof typeof author];
      const from = who === 'stranger' ? github.fork(repository, `stranger-${this.#words}`) : repository;
      github.openPull(repository, {}, { author: who, from, base: 'release', head: pull.head });
    }
  }

  #watch(call: Call): void {
    if (call.route.startsWith('query '))
      this.#seenHeads = new Set([...this.repository.pulls.values()].map((pull) => headSeen(this.github, pull)));
    const body = call.body as { readonly commit_id?: string; readonly conclusion?: string } | null;
    const head =
      body?.commit_id ?? this.repository.runs.find(({ id }) => call.path.endsWith(`/check-runs/${id}`))?.head;
    const speaks = body?.commit_id !== undefined || (body?.conclusion !== undefined && body.conclusion !== 'cancelled');
    if (speaks && head !== undefined && !this.#seenHeads.has(head) && !this.merges.heads.has(head))
      this.late.push(`${call.route} about ${head}`);
  }
}

/** The head a replica answers with. */
function headSeen({ lag, clock }: FakeGitHub, { history, head }: FakePull): string {
  return history.findLast(({ at }) => at + lag <= clock.now())?.head ?? head;
}
