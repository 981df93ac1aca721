import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { rules } from '../../src/rules/index.ts';
import { plainClass } from '../manifests/gateway-api.ts';
import { accepted } from './finding-lines.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { layouts } from '../manifests/kong-docs-example.ts';

/** Values that nobody expects where they stand. */
const odd = [
  'null',
  '""',
  '[]',
  '{}',
  '-1',
  '1e400',
  '"${PORT}"',
  '{{ .Values.x }}',
  '&a [*a]',
  '!!binary x',
  'yes',
  '0x1F',
  '|',
  '---',
  'TLS',
  '9903',
];

type Harm = (lines: string[], at: number, pick: number) => void;

/** Ways to spoil a line: gone, twice, of another value, under another parent, in another place. */
const harms: readonly Harm[] = [
  (lines, at) => void lines.splice(at, 1),
  (lines, at) => void lines.splice(at, 0, lines[at] ?? ''),
  (lines, at, pick) => void (lines[at] = (lines[at] ?? '').replace(/(?<=: ?|- ).*$/, odd[pick % odd.length] ?? '')),
  (lines, at) => void (lines[at] = `  ${lines[at] ?? ''}`),
  (lines, at) => void (lines[at] = (lines[at] ?? '').replace(/^ {2}/, '')),
  (lines, at, pick) => void lines.splice(pick % lines.length, 0, ...lines.splice(at, 1)),
  (lines, at, pick) => void (lines[at] = (lines[at] ?? '').slice(0, pick)),
];

const spoilt = fc
  .tuple(
    fc.constantFrom(...Object.values(layouts)),
    fc.array(fc.tuple(fc.nat(60), fc.nat(), fc.nat({ max: harms.length - 1 }), fc.nat(60)), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([{ files }, all]) => {
    const paths = Object.keys(files);
    return all.reduce<Files>((here, [file, line, harm, pick]) => {
      const path = paths[file % paths.length] ?? '';
      const lines = (here[path] ?? '').split('\n');
      harms[harm]?.(lines, line % lines.length, pick);
      return { ...here, [path]: lines.join('\n') };
    }, files);
  });

const ids = new RegExp(rules.map(({ id }) => id).join('|'));

function faultsOf({ at, message, related, suggestion }: Finding, files: Files): string[] {
  const lineCount = (path: string): number => (files[path] ?? '').split('\n').length;
  const inFile = (path: string, line: number): boolean => path in files && line >= 1 && line <= lineCount(path);
  const { path = '', startLine = 1, endLine = 1 } = suggestion ?? {};
  return [
    ...(inFile(at.path, at.line) && inFile(at.path, at.endLine) ? [] : ['its place is in no file']),
    ...(related.every((other) => inFile(other.at.path, other.at.line)) ? [] : ['a related place is in no file']),
    ...(suggestion && !(inFile(path, startLine) && inFile(path, endLine)) ? ['its suggestion is in no file'] : []),
    ...(/^(error|warning|notice):|\n|`|\*\*/i.test(message) ? ['its message is no plain sentence'] : []),
    ...(ids.test(message.replace(/this suppression of \S+/, '')) ? ['its message names a rule'] : []),
    ...(/undefined|NaN|\[object/.test(message) ? ['its message shows a value that is none'] : []),
  ];
}

describe('files that somebody spoilt', () => {
  test('are reviewed to the end, and every finding is a sentence at a place', () => {
    fc.assert(
      fc.property(spoilt, (files) => {
        const { findings } = reviewFiles(files);
        expect(
          findings.flatMap((finding) => faultsOf(finding, files).map((fault) => `${fault}: ${finding.message}`)),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('are mended by what is suggested: the finding goes, and no other object has one that had none', () => {
    let accepts = 0;
    fc.assert(
      fc.property(spoilt, (files) => {
        const before = reviewFiles(files).findings;
        for (const finding of before.filter(({ suggestion }) => suggestion !== null)) {
          const after = reviewFiles(accepted(files, finding)).findings;
          accepts++;
          expect(after.map(({ fingerprint }) => fingerprint)).not.toContain(finding.fingerprint);
          expect(after.length).toBeLessThan(before.length + 1);
        }
      }),
      { numRuns: 150, examples: [[{ 'class.yaml': plainClass('kong', 'konghq.com/kic-gateway-controller') }]] },
    );
    expect(accepts).toBeGreaterThan(0);
  });

  test('are compared with what they were, both ways', () => {
    fc.assert(
      fc.property(spoilt, fc.constantFrom(...Object.values(layouts)), (files, layout) => {
        const there = reviewFiles(files, layout.files).findings;
        const back = reviewFiles(layout.files, files).findings;
        expect(there.filter(({ status }) => status === 'fixed')).toEqual([]);
        expect(back.filter(({ status }) => status !== 'fixed')).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
