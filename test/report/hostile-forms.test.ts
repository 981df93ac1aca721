import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { formats, type Format } from '../../src/report/format.ts';
import { print } from '../../src/report/print.ts';
import { sarifReport } from '../../src/report/sarif.ts';
import type { Review } from '../../src/review/review.ts';
import { rules } from '../../src/rules/index.ts';
import { example, existing, lineOf, portUnavailable } from './example-review.ts';
import codeScanning from './schemas/code-scanning.json' with { type: 'json' };
import gitlab from './schemas/gitlab.json' with { type: 'json' };
import rdjson from './schemas/rdjson.json' with { type: 'json' };
import { elementsOf } from './xml-elements.ts';

/** Text as a repository may bring it: any code unit, halves of pairs and what steers among them, and very long. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '\0',
        '\u001B[2J',
        '\uD800',
        '\uDC00',
        '\uFFFE',
        ']]>',
        '&#0;',
        '\r',
        '\n',
        '::',
        '##[',
        '"',
        '%0A',
        '|',
        '`',
        '<',
      ),
    )
    .map((parts) => parts.join('a')),
  fc.integer({ min: 1_000, max: 20_000 }).map((length) => '日'.repeat(length)),
);

const reviews = fc
  .record({ words: fc.array(text, { minLength: 8, maxLength: 8 }), compared: fc.boolean() })
  .map(({ words: [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''], compared }) => {
    const path = a === '' ? 'a' : a;
    // A rule has something to say whatever it quotes.
    const said = `listener ${b}`;
    const finding: Finding = {
      ...portUnavailable,
      statement: said,
      message: said,
      clusters: [c],
      at: { ...portUnavailable.at, path },
      related: [{ at: { ...portUnavailable.at, path: d === '' ? 'd' : d }, message: e }],
      suggestion: { path, startLine: 1, endLine: 1, replacement: f },
      outcome: { effect: 'no-status', conditions: [], sentence: g },
    };
    const review: Review = {
      ...example,
      findings: [finding, { ...existing, message: said }],
      unread: [{ path, cause: 'template', reason: h, effect: 'failure' }],
      unverified: [{ cluster: c, about: d, cause: 'missing', reason: h }],
    };
    return { review, compared };
  });

/** Half a pair of surrogates, which is no character of any text that leaves the process. */
const halves = /\p{Cs}/u;
/** What XML 1.0 cannot hold, escaped or not (its production Char). */
const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const printed = async (review: Review, compared: boolean, format: Format): Promise<string> =>
  await print(review, {
    what: 'review',
    format,
    lineOf,
    compared,
    failOn: 'error',
    states: null,
    colour: false,
    columns: null,
    version: '1.2.3',
  });

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

const schemas: Readonly<Partial<Record<Format, object>>> = { sarif: codeScanning, gitlab, rdjson, json: {} };
const validators = new Map(
  Object.entries(schemas).map(([format, schema]) => [format, new Ajv({ strict: false }).compile(schema)]),
);

describe('whatever a repository holds', () => {
  test.each(Object.keys(schemas) as readonly Format[])('%s is data that its reader takes', async (format) => {
    await fc.assert(
      fc.asyncProperty(reviews, async ({ review, compared }) => {
        const data: unknown = JSON.parse(await printed(review, compared, format));
        const validate = validators.get(format);
        expect([validate?.(data), validate?.errors]).toEqual([true, null]);
        expect(stringsIn(data).filter((each) => halves.test(each))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test.each(['junit', 'checkstyle'] as const)('%s is well-formed XML', async (format) => {
    await fc.assert(
      fc.asyncProperty(reviews, async ({ review, compared }) => {
        const document = await printed(review, compared, format);
        expect(notInXml.test(document)).toBe(false);
        expect(elementsOf(document).length).toBeGreaterThan(1);
      }),
      { numRuns: 40 },
    );
  });

  test.each(formats.filter((format) => !(format in schemas)))(
    '%s holds nothing that steers a terminal',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(reviews, async ({ review, compared }) => {
          expect(await printed(review, compared, format)).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cs}\u202E]/u);
        }),
        { numRuns: 20 },
      );
    },
  );
});

test('code scanning gets no more than it takes: the worst findings, and how many are left out', () => {
  const many = Array.from({ length: 6_000 }, (_, index) => ({
    ...(index < 5_500 ? existing : portUnavailable),
    fingerprint: `f${index}`,
    related: Array.from({ length: index === 5_500 ? 150 : 0 }, () => portUnavailable.related).flat(),
  }));
  const report = sarifReport({ ...example, findings: many }, { version: '1.2.3', rules, compared: false });
  const [run] = (JSON.parse(report) as { runs: readonly SarifRun[] }).runs;
  expect(run?.results).toHaveLength(5_000);
  expect(run?.results.slice(0, 500).every(({ level }) => level === 'error')).toBe(true);
  expect(run?.results[0]?.relatedLocations).toHaveLength(100);
  expect(run?.invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe(
    '1000 more findings are left out: code scanning takes 5000.',
  );
});

interface SarifRun {
  readonly results: readonly { readonly level: string; readonly relatedLocations: readonly unknown[] }[];
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
}
