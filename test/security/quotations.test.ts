import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageInClusters } from '../../src/report/clusters.ts';
import type { Review } from '../../src/review/review.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const folder = join(import.meta.dirname, '../trees');

/** What somebody wrote of Kong, Gateway API and the tools around them: each repository, and what each change brings. */
const trees: readonly Files[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const paths = readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^(expected\.txt|README\.md)$/.test(entry.name))
      .map(({ parentPath, name: file }) => join(parentPath, file))
      .filter((path) => !path.startsWith(join(folder, name, 'base/')));
    return Object.fromEntries(
      paths.map((path) => [
        path.slice(join(folder, name).length + 1).replace(/^head\//, ''),
        readFileSync(path, 'utf8'),
      ]),
    );
  });

const places = [
  // The value of a line.
  /(?<=: |- )[^\s{[&*|>#-][^\n]*$/gm,
  // A value within braces or brackets.
  /(?<=(?:: |, |\[|\[ |\{ ))[\w./-]+(?=,| [}\]]|\])/g,
  // A key.
  /(?<=^ *|[{,] |- )[\w./-]+(?=: |:$)/gm,
];

/** Texts that nobody has in mind, each told by a piece that is longer than a quotation. */
const long = [
  ['q'.repeat(5_000), /q{101}/],
  [`"${'qz '.repeat(2_000)}"`, /(?:qz ){34}/],
  [`"${'q,'.repeat(2_000)}"`, /(?:q,){51}/],
  // No longer than a name may be.
  ['q'.repeat(220), /q{101}/],
  [`"${'q,'.repeat(110)}"`, /(?:q,){51}/],
] as const;

const harm = fc.record({
  place: fc.constantFrom(...places),
  at: fc.nat(),
  long: fc.constantFrom(...long),
});

/** The tree with one of the values or keys of each of some files grown very long. */
function spoilt(files: Files, harms: readonly (readonly [number, Harm])[]): Files {
  const paths = Object.keys(files);
  return harms.reduce<Files>(
    (
      here,
      [
        file,
        {
          place,
          at,
          long: [text],
        },
      ],
    ) => {
      const path = paths[file % paths.length] ?? '';
      const found = [...(here[path] ?? '').matchAll(place)];
      const match = found[at % Math.max(1, found.length)];
      if (match === undefined) return here;
      const before = (here[path] ?? '').slice(0, match.index);
      return { ...here, [path]: before + text + (here[path] ?? '').slice(match.index + match[0].length) };
    },
    files,
  );
}

interface Harm {
  readonly place: RegExp;
  readonly at: number;
  readonly long: (typeof long)[number];
}

/** Every sentence of a review. */
function told(review: Review): readonly string[] {
  return [
    ...review.findings.flatMap((finding) => [
      messageInClusters(finding, review),
      finding.outcome?.sentence ?? '',
      ...finding.related.map(({ message }) => message),
    ]),
    ...review.unverified.flatMap(({ about, reason }) => [about, reason]),
    ...review.unread.map(({ reason }) => reason),
    ...review.silenced.flatMap(({ message, reason }) => [message, reason]),
    ...review.noLongerVerified.flatMap(({ about, reason }) => [about, reason]),
  ];
}

test('whatever grows long in whatever place, nothing of it that is longer than a quotation is told', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...trees),
      fc.array(fc.tuple(fc.nat(), harm), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (files, harms, isChange) => {
        const review = reviewFiles(spoilt(files, harms), isChange ? files : null);
        const quoted = told(review).filter((text) => long.some(([, piece]) => piece.test(text)));
        expect(quoted.map((text) => text.replaceAll(/(qz |q,|q){20,}/g, '$1…'))).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
