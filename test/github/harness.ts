import { Octokit } from '@octokit/rest';
import type { Finding, Suggestion } from '../../src/finding.ts';
import { externalId, textHash } from '../../src/github/model/external-id.ts';
import { InstallationLimits } from '../../src/github/client/limits.ts';
import { keepPace } from '../../src/github/client/pace.ts';
import { createCaches, type Attempt, type Services } from '../../src/github/job/services.ts';
import { changedPaths } from '../../src/review/changed-lines.ts';
import type { Engine } from '../../src/review/engine.ts';
import type { Review } from '../../src/review/review.ts';
import { inProcess } from '../../src/session/in-process.ts';
import type { Session } from '../../src/session/reviewer.ts';
import type { Sources } from '../../src/source/sources.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { fakeFetch } from '../fake-github/server.ts';
import type { FakePull, FakeRepository, FakeRun } from '../fake-github/state.ts';

function notAsked(): never {
  throw new Error('no job asks for a preview');
}

/**
 * An engine whose findings are written in the files: each line that says `wrong` is one, with a
 * suggestion that says `right`; `WRONG` has none. Tests of publishing need no Kong.
 */
export const toyEngine: Engine = {
  ruleIds: ['toy-rule'],
  preview: notAsked,
  review(base, head) {
    const before = new Set(base ? findingsIn(base).map(({ fingerprint }) => fingerprint) : []);
    const after = findingsIn(head);
    const now = new Set(after.map(({ fingerprint }) => fingerprint));
    const changed = base ? changedPaths(base, head) : [];
    const fixed = base ? findingsIn(base).filter(({ fingerprint }) => !now.has(fingerprint)) : [];
    return {
      findings: [
        ...after.map((finding): Finding => ({
          ...finding,
          status: base && !before.has(finding.fingerprint) ? 'introduced' : 'existing',
        })),
        ...fixed.map((finding): Finding => ({ ...finding, status: 'fixed', suggestion: null })),
      ],
      clusters: [],
      before: [],
      unread: [],
      accounted: null,
      noLongerVerified: [],
      removed: [],
      silenced: [],
      upgrades: [],
      unverified: [],
      cut: { suggestions: 0, versions: 0, places: 0 },
      changedPaths: changed,
      relevant: !base || changed.some((path) => path.endsWith('.yaml')),
    };
  },
};

/** An engine that always answers the same. */
export function fixedEngine(review: Partial<Review>): Engine {
  const empty = {
    findings: [],
    clusters: [],
    before: [],
    unread: [],
    accounted: null,
    noLongerVerified: [],
    removed: [],
    silenced: [],
    upgrades: [],
    unverified: [],
    cut: { suggestions: 0, versions: 0, places: 0 },
    changedPaths: [],
    relevant: true,
  };
  return { ruleIds: ['toy-rule'], preview: notAsked, review: () => ({ ...empty, ...review }) };
}

function findingsIn(sources: Sources): readonly Finding[] {
  return sources.paths.flatMap((path) => {
    const lines = (sources.text(path) ?? '').split('\n');
    return lines.flatMap((line, index) => {
      const word = /\b(wrong|WRONG)-?(\w*)/.exec(line);
      if (!word) return [];
      const number = index + 1;
      const replacement = line.replace('wrong', 'right');
      const suggestion = word[1] === 'wrong' ? { path, startLine: number, endLine: number, replacement } : null;
      return [findingAt(path, number, { message: line.trim(), suggestion, key: `${path}:${word[0]}` })];
    });
  });
}

/** A finding on one line, of the toy rule. */
export function findingAt(
  path: string,
  line: number,
  {
    message = 'this is wrong',
    suggestion = null,
    key = `${path}:${line}`,
  }: { message?: string; suggestion?: Suggestion | null; key?: string } = {},
): Finding {
  const at = { path, start: 0, end: 1, line, column: 1, endLine: line, endColumn: 2 };
  const fingerprint = Buffer.from(key).toString('hex').slice(-32).padStart(32, '0');
  return {
    rule: 'toy-rule',
    severity: 'error',
    status: 'introduced',
    clusters: ['prod'],
    statement: message,
    outcome: null,
    message,
    at,
    related: [],
    suggestion,
    fingerprint,
  };
}

/** A fake GitHub with one repository in which the app is installed, and services that speak for it. */
export function setUp(
  files: Parameters<FakeGitHub['createRepository']>[1] = { 'a.yaml': 'one: 1\n' },
  engine: Engine = toyEngine,
): {
  github: FakeGitHub;
  repository: FakeRepository;
  services: Services;
  installation: ReturnType<FakeGitHub['install']>;
  servicesNow: (attempt?: Attempt) => Services;
} {
  const github = new FakeGitHub();
  const repository = github.createRepository('acme/infra', files);
  const installation = github.install('acme');
  const caches = createCaches();
  const limits = new InstallationLimits();
  const servicesNow = (attempt: Attempt = 'last'): Services => {
    const token = `ghs_test_${github.nextId()}`;
    github.tokens.set(token, { installation, expiresAt: Infinity });
    const client = new Octokit({ auth: token, request: { fetch: fakeFetch(github) }, log: silent });
    const budget = { deadline: github.clock.now() + 300_000 };
    keepPace(client, limits, github.clock, budget);
    const mayPush = installation.permissions['contents'] === 'write';
    return {
      client,
      budget,
      clock: github.clock,
      app: github.app.id,
      caches,
      reviewer: inProcess(engine),
      attempt,
      outlastUntil: 0,
      log: silent,
      count: () => undefined,
      mayPush,
    };
  };
  return { github, repository, installation, services: servicesNow(), servicesNow };
}

/** What a session holds, as the command line prints it for programs. */
export async function printed(session: Session): Promise<{ readonly findings: unknown }> {
  const asked = { what: 'review', format: 'json', states: null, colour: false, columns: null, version: '0' } as const;
  return JSON.parse(await session.ask('print', asked)) as { readonly findings: unknown };
}

const nothing = (): undefined => undefined;

export const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What the job for a pull request asks for. */
export function requestFor(
  pull: FakePull,
  { request = '' }: { request?: string } = {},
): {
  repository: { owner: string; repo: string };
  number: number;
  hints: readonly { head: string; request: string }[];
} {
  const { repository, number, head } = pull;
  return { repository: { owner: repository.owner, repo: repository.name }, number, hints: [{ head, request }] };
}

/** The comments of a pull request that a reader sees. */
export function visibleComments(pull: FakePull): readonly string[] {
  return pull.threads
    .flatMap(({ comments }) => comments)
    .filter(({ minimized }) => minimized === null)
    .map(({ body }) => body);
}

/** A check run of ours that is still in progress on the head of a pull request; `change` makes it another. */
export function leaveRun(github: FakeGitHub, pull: FakePull, change: Partial<FakeRun> = {}): FakeRun {
  const run: FakeRun = {
    id: github.nextId(),
    app: github.app.id,
    name: 'Portcullis',
    head: pull.head,
    createdAt: github.clock.now(),
    externalId: externalId({ kind: 'pull', number: pull.number, base: textHash('main'), request: '' }),
    status: 'in_progress',
    conclusion: null,
    title: 'Reviewing',
    summary: '',
    text: null,
    annotations: [],
    actions: [],
    completions: 0,
    ...change,
  };
  pull.repository.runs.push(run);
  return run;
}
