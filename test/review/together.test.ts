import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Suggestion } from '../../src/finding.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import type { Review } from '../../src/review/review.ts';
import { clusters } from './clusters-arbitrary.ts';
import { clustersWithRoutes } from './routes-arbitrary.ts';
import { overlays } from './overlays-arbitrary.ts';
import { acceptedAll } from './finding-lines.ts';

const runs = 40;

function offered({ findings }: Review): readonly (Finding & { readonly suggestion: Suggestion })[] {
  return findings.flatMap((finding) => (finding.suggestion ? [{ ...finding, suggestion: finding.suggestion }] : []));
}

/** Findings that were neither there nor hidden behind a Gateway that could not be judged; what is wrong with one listener may change its name. */
function brought(review: Review, after: Review): readonly string[] {
  const known = new Set(review.findings.map(({ fingerprint }) => fingerprint));
  const wrong = new Set(review.findings.flatMap(listenersOf));
  const hidden = review.clusters.flatMap(({ gateways }) =>
    gateways
      .filter(({ listeners }) => listeners.every(({ conditions }) => Object.keys(conditions ?? {}).length === 0))
      .flatMap(({ gateway }) => [gateway.name.value, ...gateway.listeners.map(({ name }) => name.value)]),
  );
  return after.findings
    .filter(({ fingerprint }) => !known.has(fingerprint))
    .filter((finding) => !listenersOf(finding).some((name) => wrong.has(name)))
    .filter(({ message, related }) => {
      const text = [message, ...related.map((each) => each.message)].join(' ');
      return !hidden.some((name) => text.includes(`"${name}"`) || text.includes(`kong/${name} `));
    })
    .map(({ message }) => message);
}

function listenersOf({ message, related }: Finding): readonly string[] {
  const text = [message, ...related.map((each) => each.message)].join(' ');
  return [...text.matchAll(/listener "(\w+)"/g)].map(([, name = '']) => name);
}

describe('over random clusters', () => {
  test('what a review offers can be accepted in any combination', () => {
    let several = 0;
    fc.assert(
      fc.property(clusters, fc.nat({ max: 255 }), (files: Files, mask) => {
        const review = reviewFiles(files);
        const all = offered(review);
        const some = all.filter((_, index) => (mask >> (index % 8)) % 2 === 1);
        if (some.length > 1) several += 1;
        const after = reviewFiles(acceptedAll(files, some));
        const left = new Set(after.findings.map(({ fingerprint }) => fingerprint));
        expect(some.filter(({ fingerprint }) => left.has(fingerprint)).map(({ message }) => message)).toEqual([]);
        expect(brought(review, after)).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(several).toBeGreaterThan(0);
  });

  test('so can what it offers for routes', () => {
    let ofRoutes = 0;
    fc.assert(
      fc.property(clustersWithRoutes, fc.nat({ max: 255 }), (files, mask) => {
        const review = reviewFiles(files);
        const some = offered(review).filter((_, index) => (mask >> (index % 8)) % 2 === 1);
        ofRoutes += some.filter(({ suggestion }) => suggestion.path === 'routes.yaml').length;
        const after = reviewFiles(acceptedAll(files, some));
        const left = new Set(after.findings.map(({ fingerprint }) => fingerprint));
        expect(some.filter(({ fingerprint }) => left.has(fingerprint)).map(({ message }) => message)).toEqual([]);
        expect(brought(review, after)).toEqual([]);
      }),
      { numRuns: 20 },
    );
    expect(ofRoutes).toBeGreaterThan(0);
  });

  test('no two suggestions touch one line', () => {
    fc.assert(
      fc.property(clusters, (files) => {
        const all = offered(reviewFiles(files)).map(({ suggestion }) => suggestion);
        const touching = all.filter((one, index) =>
          all
            .slice(0, index)
            .some(
              (other) => one.path === other.path && one.startLine <= other.endLine && other.startLine <= one.endLine,
            ),
        );
        expect(touching).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});

test('accepted suggestions never open one port twice, whatever patches add to the values', () => {
  let several = 0;
  fc.assert(
    fc.property(overlays, fc.nat({ max: 255 }), (files, mask) => {
      const review = reviewFiles(files);
      const all = offered(review);
      const some = all.filter((_, index) => (mask >> (index % 8)) % 2 === 1);
      several += all.length;
      const accepted = acceptedAll(files, some);
      const after = reviewFiles(accepted);
      const left = new Set(after.findings.map(({ fingerprint }) => fingerprint));
      expect(some.filter(({ fingerprint }) => left.has(fingerprint)).map(({ message }) => message)).toEqual([]);
      expect(brought(review, after)).toEqual([]);
      const twice = (each: Review): number => each.findings.filter(({ rule }) => rule === 'listen-syntax').length;
      expect(twice(after)).toBeLessThanOrEqual(twice(review));
      for (const path of some.map(({ suggestion }) => suggestion.path))
        expect(repeated(accepted[path] ?? '')).toBeLessThanOrEqual(repeated(files[path] ?? ''));
    }),
    { numRuns: 25 },
  );
  expect(several).toBeGreaterThan(0);
});

/** How many entries of streams a file states again. */
function repeated(text: string): number {
  const entries = [...text.matchAll(/servicePort: (\d+)/g)].map(([, port]) => port);
  return entries.length - new Set(entries).size;
}
