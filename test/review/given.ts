import type { CandidateFinding } from '../../src/review/candidate-finding.ts';
import type { Location } from '../../src/source/location.ts';

/** Whole lines of a file; the offsets mean nothing. */
export function lines(path: string, line: number, endLine = line): Location {
  return { path, start: 0, end: 0, line, column: 1, endLine, endColumn: 1 };
}

/** A candidate about a listener of Gateway kong/edge, on line 1 of `gateway.yaml`, with a fingerprint of its own. */
export function candidate(parts: Partial<CandidateFinding> = {}): CandidateFinding {
  const own = {
    rule: 'listener-port-unavailable',
    severity: 'error' as const,
    cluster: 'default',
    message: 'a sentence',
    at: lines('gateway.yaml', 1),
    related: [],
    restsOn: [],
    changes: [],
    resource: 'Gateway kong/edge',
    field: 'listeners[tcp].port',
    ...parts,
  };
  return { fingerprint: [own.cluster, own.rule, own.resource, own.field].join(' '), ...own };
}
