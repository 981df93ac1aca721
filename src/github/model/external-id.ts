import { createHash } from 'node:crypto';

/**
 * What a check run is about, kept in its `external_id`: GitHub hands it back with every event about the
 * run, while its list of pull requests is empty for forks.
 */
export type RunSubject =
  | {
      readonly kind: 'pull';
      readonly number: number;
      /** A hash of the base branch's name: a pull request aimed at another branch is another change. */
      readonly base: string;
      /** What somebody asked for with a re-run or a command, as a hash of the delivery; empty for a push. */
      readonly request: string;
    }
  | { readonly kind: 'group'; readonly base: string; readonly request: string };

/** How a review ended that was stopped. */
export interface Stopped {
  readonly exhausted: 'time' | 'memory';
  /** The base commit, as `shortCommit` gives it. */
  readonly base: string;
}

/** The text GitHub stores, for example `v1:pull:12:<hash of the base>:`, with `:time@1a2b3c4d5e6f` behind it where the review was stopped. */
export function externalId(subject: RunSubject, stopped: Stopped | null = null): string {
  const about =
    subject.kind === 'pull'
      ? `v1:pull:${subject.number}:${subject.base}:${subject.request}`
      : `v1:group:${subject.base}:${subject.request}`;
  return stopped ? `${about}:${stopped.exhausted}@${shortCommit(stopped.base)}` : about;
}

/** Twelve digits tell the commits of a repository apart. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}

/** What an external id says of a review that was stopped; null where it was not. */
export function readStopped(text: string | null | undefined): Stopped | null {
  const [, exhausted, base = ''] = /:(time|memory)@([0-9a-f]{12})(?::ours)?$/.exec(text ?? '') ?? [];
  return exhausted === 'time' || exhausted === 'memory' ? { exhausted, base } : null;
}

/** Ends the text of a run whose change touched something of ours, or may have. */
const concerned = ':ours';

/** The text for a completed run; whether a push to the base branch matters to a pull request is read from it. */
export function completedExternalId(subject: RunSubject, isConcerned: boolean, stopped: Stopped | null = null): string {
  return `${externalId(subject, stopped)}${isConcerned ? concerned : ''}`;
}

/** Whether the run is of a change that touched something of ours. */
export function isOfConcern(text: string | null): boolean {
  return text?.endsWith(concerned) === true && readExternalId(text) !== null;
}

/** Null for a text that is not ours. Hashes of earlier releases were shorter, and are equal to none of now. */
export function readExternalId(text: string | null | undefined): RunSubject | null {
  const pull =
    /^v1:pull:([1-9]\d{0,9}):([0-9a-f]{8,32}):([0-9a-f]{8,32})?(?::(?:time|memory)@[0-9a-f]{12})?(?::ours)?$/.exec(
      text ?? '',
    );
  if (pull) return { kind: 'pull', number: Number(pull[1]), base: pull[2] ?? '', request: pull[3] ?? '' };
  const group = /^v1:group:([0-9a-f]{40,64}):([0-9a-f]{8,32})?(?::(?:time|memory)@[0-9a-f]{12})?(?::ours)?$/.exec(
    text ?? '',
  );
  return group ? { kind: 'group', base: group[1] ?? '', request: group[2] ?? '' } : null;
}

/** Hexadecimal digits that stand for a text: names of branches are chosen by others, so that nobody may find two that are alike. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
