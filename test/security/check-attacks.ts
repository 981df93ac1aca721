import { sweep } from '../../src/app/sweep.ts';
import type { Call } from '../fake-github/fake-github.ts';
import type { FakePull } from '../fake-github/state.ts';
import { group, wrong, type World } from '../github/world.ts';

/** A way to a check that says what nobody has found out, or that nobody completes. */
export interface CheckAttack {
  readonly what: string;
  /** Why that worked. */
  readonly why: string;
  /** The configuration of `main`. */
  readonly configuration?: string;
  /** Does it, and gives the commit whose check it is about. Everything has to come to rest after it. */
  readonly play: (world: World) => Promise<string>;
  /** The conclusion that must be seen there. */
  readonly seen: string;
}

/** Does something just before the first request that is meant, as somebody else would. */
function once({ github }: World, isMeant: (call: Call) => boolean, happen: () => void | Promise<void>): void {
  let done = false;
  github.beforeCall = async (call) => {
    if (done || !isMeant(call)) return;
    done = true;
    await happen();
  };
}

/** A change that brings what is wrong and what `main` has as well, until it loses it. */
function openWhatMainHas({ github, repository }: World): FakePull {
  const head = repository.git.amend(repository.branches.get('main') ?? '', { 'b.yaml': 'two: wrong\n' });
  github.pushToBranch(repository, 'main', { 'b.yaml': 'two: wrong\n' });
  return github.openPull(repository, {}, { head });
}

const completes = ({ method, body }: Call): boolean =>
  method === 'PATCH' && typeof body === 'object' && body !== null && 'conclusion' in body;

export const checkAttacks: readonly CheckAttack[] = [
  {
    what: '`main` moves while the review of a pull request is under way.',
    why: 'Which pull requests a push concerns was read from completed runs alone.',
    play: async (world) => {
      const { github, repository, settle, turn } = world;
      const pull = openWhatMainHas(world);
      once(world, completes, async () => {
        github.pushToBranch(repository, 'main', { 'b.yaml': null });
        await turn();
      });
      await settle();
      return pull.head;
    },
    seen: 'failure',
  },
  {
    what: 'A replica answers the review after a push to `main` with the commit before it.',
    why: 'The tip of the base branch was taken as it came.',
    play: async (world) => {
      const { github, repository, settle } = world;
      const pull = openWhatMainHas(world);
      await settle();
      github.clock.time += 60_000;
      github.lag = 2_000;
      github.pushToBranch(repository, 'main', { 'b.yaml': null });
      await settle();
      return pull.head;
    },
    seen: 'failure',
  },
  {
    what: 'A pull request is closed while `main` moves, and opened again.',
    why: 'A push reviews open pull requests alone, and a head was reviewed once for a base branch.',
    play: async (world) => {
      const { github, repository, settle } = world;
      const pull = openWhatMainHas(world);
      await settle();
      github.setState(pull, 'CLOSED');
      github.pushToBranch(repository, 'main', { 'b.yaml': null });
      await settle();
      github.setState(pull, 'OPEN');
      await settle();
      return pull.head;
    },
    seen: 'failure',
  },
  {
    what: 'The configuration of `main` becomes stricter, and nothing else changes.',
    why: 'A push of the configuration alone concerned nobody.',
    configuration: 'failOn: never\n',
    play: async ({ github, repository, settle }) => {
      const pull = github.openPull(repository, wrong);
      await settle();
      github.pushToBranch(repository, 'main', { '.github/portcullis.yml': 'failOn: error\n' });
      await settle();
      return pull.head;
    },
    seen: 'failure',
  },
  {
    what: '`main` is replaced by a forced push, and GitHub no longer has what it was.',
    why: 'A push whose old commit is not to be had concerned nobody.',
    play: async (world) => {
      const { github, repository, settle } = world;
      const before = repository.branches.get('main') ?? '';
      const pull = openWhatMainHas(world);
      await settle();
      const lost = github.pushToBranch(repository, 'main', { 'c.yaml': 'four: 4\n' });
      github.events.length = 0;
      github.moveBranch(repository, 'main', before);
      github.fault = ({ path }) => (path.endsWith(`/git/trees/${lost}`) ? { kind: 'status', status: 404 } : null);
      await settle();
      return pull.head;
    },
    seen: 'failure',
  },
  {
    what: 'GitHub answers 404 for the configuration of a commit of a second ago.',
    why: 'A file that the tree lists was taken for absent, and that was remembered of the commit.',
    configuration: 'failOn: never\n',
    play: async ({ github, repository, settle }) => {
      const pull = github.openPull(repository, wrong);
      let answered = 0;
      github.fault = ({ path }) =>
        path.endsWith('infra/contents/.github/portcullis.yml') && ++answered === 1
          ? { kind: 'status', status: 404 }
          : null;
      await settle();
      return pull.head;
    },
    seen: 'success',
  },
  {
    what: 'A replica does not know the second pull request on a commit, which the list of them names.',
    why: 'What the list names and the next answer lacks was taken for closed.',
    play: async ({ github, repository, settle }) => {
      const first = github.openPull(repository, wrong, { base: 'old' });
      await settle();
      github.openPull(repository, {}, { head: first.head });
      let answered = 0;
      github.fault = ({ route }) =>
        route === 'query OnePull' && ++answered === 1
          ? { kind: 'errors', errors: [{ type: 'NOT_FOUND', message: 'Could not resolve' }] }
          : null;
      await settle();
      return first.head;
    },
    seen: 'failure',
  },
  {
    what: 'A stranger opens a pull request on the commit of a merge group, and closes it during its review.',
    why: 'The run that was cancelled was the newest on the commit of the group.',
    play: async (world) => {
      const { github, repository, settle } = world;
      const head = group(world, { 'b.yaml': 'two: 2\n' });
      await settle();
      const other = github.openPull(repository, {}, { author: 'stranger', base: 'old', head });
      once(
        world,
        ({ route }) => route === 'query Threads',
        () => github.setState(other, 'CLOSED'),
      );
      await settle();
      return head;
    },
    seen: 'success',
  },
  {
    what: 'A pull request on the commit of a merge group is under review when the group is judged.',
    why: 'The run of the group was the newest, and the review of the pull request had begun without it.',
    play: async (world) => {
      const { github, repository, settle, turn } = world;
      github.pushToBranch(repository, 'main', { 'b.yaml': 'two: wrong\n' });
      const head = group(world, { 'b.yaml': 'two: wrong\nthree: 3\n' });
      const [told] = github.events.splice(-1);
      await settle();
      github.openPull(repository, {}, { base: 'old', head });
      once(world, completes, async () => {
        if (told) github.events.push(told);
        await turn();
      });
      await settle();
      return head;
    },
    seen: 'failure',
  },
  {
    what: 'A pull request is opened while the installation is suspended.',
    why: 'No event tells of it, and a sweep looked only for runs that were left open.',
    play: async ({ github, repository, context, settle }) => {
      const pull = github.openPull(repository, wrong);
      github.events.length = 0;
      github.clock.time += 45 * 60_000;
      await sweep(context, 60_000);
      await settle();
      return pull.head;
    },
    seen: 'failure',
  },
];
