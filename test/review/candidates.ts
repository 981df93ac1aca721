import { subjectKey, type Subject } from '../../src/finding.ts';
import type { CandidateFinding } from '../../src/review/candidate-finding.ts';
import type { PlainLocation } from '../../src/source/location.ts';

/** Whole lines of a file; the offsets mean nothing. */
export function lines(path: string, line: number, endLine = line): PlainLocation {
  return { path, start: 0, end: 0, line, column: 1, endLine, endColumn: 1 };
}

/** The subject that `Gateway kong/edge`, `release kong` or `Gateway kong/edge listeners[tcp]` writes. */
export function subjectOf(text: string): Subject {
  const [kind = '', id = '', listener] = text.split(' ');
  const [name = '', namespace] = id.split('/').toReversed();
  const part = listener?.slice('listeners['.length, -1);
  const own = { kind, namespace: namespace ?? null, name };
  return part === undefined ? own : { ...own, part: { kind: 'listener', name: part } };
}

/** Parts of a candidate; `about` is its subject as `subjectOf` reads it. */
export type CandidateParts = Partial<CandidateFinding> & { readonly about?: string };

/** A candidate about a listener of Gateway kong/edge, on line 1 of `gateway.yaml`, with a fingerprint of its own. */
export function candidate({
  about = 'Gateway kong/edge listeners[tcp]',
  ...parts
}: CandidateParts = {}): CandidateFinding {
  const own = {
    rule: 'listener-port-unavailable',
    severity: 'error' as const,
    cluster: 'default',
    statement: 'a sentence',
    outcome: null,
    at: lines('gateway.yaml', 1),
    named: [],
    related: [],
    restsOn: [],
    changes: [],
    alternatives: [],
    explains: null,
    cause: null,
    subject: subjectOf(about),
    field: 'port',
    clashesWith: null,
    ...parts,
  };
  return { fingerprint: [own.cluster, own.rule, subjectKey(own.subject), own.field].join(' '), ...own };
}
