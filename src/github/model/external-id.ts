import { createHash } from 'node:crypto';

/**
 * What a check run is about, kept in its `external_id`: GitHub hands it back with every event about the
 * run, while its list of pull requests is empty for forks.
 */
export type RunSubject =
  | {
      readonly kind: 'pull';
      readonly number: number;
      /** A short hash of the base branch's name: a pull request aimed at another branch is another change. */
      readonly base: string;
      /** What somebody asked for with a re-run or a command, as a short hash of the delivery; empty for a push. */
      readonly request: string;
    }
  | { readonly kind: 'group'; readonly base: string; readonly request: string };

/** The text GitHub stores, for example `v1:pull:12:5f2b6c1e:`. */
export function externalId(subject: RunSubject): string {
  return subject.kind === 'pull'
    ? `v1:pull:${subject.number}:${subject.base}:${subject.request}`
    : `v1:group:${subject.base}:${subject.request}`;
}

/** Null for a text that is not ours. */
export function readExternalId(text: string | null | undefined): RunSubject | null {
  const pull = /^v1:pull:([1-9]\d{0,9}):([0-9a-f]{8}):([0-9a-f]{8})?$/.exec(text ?? '');
  if (pull) return { kind: 'pull', number: Number(pull[1]), base: pull[2] ?? '', request: pull[3] ?? '' };
  const group = /^v1:group:([0-9a-f]{40,64}):([0-9a-f]{8})?$/.exec(text ?? '');
  return group ? { kind: 'group', base: group[1] ?? '', request: group[2] ?? '' } : null;
}

/** Eight hexadecimal digits that stand for a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
