import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { utf8Length } from '../../src/report/escape/budget.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import type { Review } from '../../src/review/review.ts';
import { nameOf } from '../../src/kubernetes/object.ts';
import { cluster, example, existing, lineOf, portUnavailable, sound } from './example-review.ts';

const report = (review: Review, maxBytes?: number): string =>
  markdownReport(review, { lineOf, compared: true, ...(maxBytes === undefined ? {} : { maxBytes }) });

describe('the summary of a change', () => {
  test.each([
    ['the counts', '**1 error introduced, 1 existing**'],
    ['the finding on its line', '- ❌ `prod/gateway.yaml:8` listener "mqtt" asks for TCP 1883, but no port of Service'],
    ['the related place', '  - `prod/kong.yaml:3` the stream ports of the proxy are set here'],
    ['the suggestion as a diff', '    +    - servicePort: 1883\n'],
    ['a table of listeners', '| Listener | Asks for | Service port | Kong listen | Before | After |'],
    [
      'what serves a listener',
      '| `web` | `HTTP 80` | `kong/kong-proxy 80/TCP` | `proxy listen 0.0.0.0:8000` | ✅ Accepted=True',
    ],
    [
      'what will not work',
      '| `mqtt` | `TCP 1883` | none | none | new | ❌ Accepted=False, PortUnavailable<br>❌ Programmed=False',
    ],
    ['the chain with its places', '→ Service port `kong/kong-proxy 80/TCP` (`prod/kong.yaml:2`) → target port `8000`'],
    ['what was assumed', 'controller `kong/kong-kong`: controller name `konghq.com/kic-gateway-controller`'],
    ['what could not be verified', '- GatewayClass kong in cluster `prod`: it is not in the repository'],
    ['what could not be read', '- `prod/chart.tgz`: larger than 1 MiB'],
    ['how to confirm it', "kubectl get gateway edge -n kong -o jsonpath='{range .status.listeners[*]}"],
  ])('shows %s', (_, expected) => {
    expect(report(example)).toContain(expected);
  });

  test('leaves out Gateways that it does not touch', () => {
    const untouched = { ...sound, before: sound.clusters, changedPaths: ['docs/readme.md'] };
    expect(report(untouched)).toBe('**No findings introduced**\n');
  });

  test('has a row for a listener that the change takes away', () => {
    const [before] = sound.clusters;
    const [status] = before?.gateways ?? [];
    if (before === undefined || status === undefined) throw new Error('the example has a Gateway');
    const without = { ...before, gateways: [{ ...status, listeners: [] }] };
    const name = status.listeners[0]?.listener.name.value;
    expect(report({ ...sound, before: [before], clusters: [without] })).toMatch(
      new RegExp(`\\| \`${name}\` .*✅ Accepted=True.* \\| removed \\|`),
    );
    expect(markdownReport({ ...sound, clusters: [without] }, { lineOf, compared: false })).not.toContain('removed');
  });

  test('names no namespace of a Service where nobody knows it', () => {
    const clusters = sound.clusters.map((each) => ({
      ...each,
      gateways: each.gateways.map((status) => ({
        ...status,
        listeners: status.listeners.map((listener) => ({
          ...listener,
          servedBy: listener.servedBy && {
            ...listener.servedBy,
            service: { ...listener.servedBy.service, namespace: null },
          },
        })),
      })),
    }));
    const shown = markdownReport({ ...sound, clusters }, { lineOf, compared: false });
    expect(shown).toContain('| `kong-proxy 80/TCP` |');
    expect(shown).not.toContain('/kong-proxy');
  });

  test('says when a Gateway gets a class of others, or is not read any more', () => {
    const [before] = sound.clusters;
    const [status] = before?.gateways ?? [];
    if (before === undefined || status === undefined) throw new Error('the example has a Gateway');
    const className = { ...status.gateway.className, value: 'istio' };
    const moved = { ...status, implementation: 'other' as const, gateway: { ...status.gateway, className } };
    const after = report({ ...sound, before: [before], clusters: [{ ...before, gateways: [moved] }] });
    expect(after).toContain("Of class `istio` after the change, which is none of Kong's here.");
    expect(after).not.toContain('Not deployed');
    const removed = [
      {
        clusters: [before.name],
        about: nameOf(status.gateway.object),
        path: 'edge.yaml',
        line: 1,
        cause: 'not-read' as const,
      },
    ];
    const unread = report({ ...sound, before: [before], clusters: [{ ...before, gateways: [] }], removed });
    expect(unread).toContain('Not read any more.');
  });

  test('says when a Gateway is removed', () => {
    expect(report({ ...sound, clusters: [{ ...cluster([]), gateways: [] }] })).toContain(
      'Not deployed from this repository any more.',
    );
  });

  test('says when nothing in it concerns Kong', () => {
    const irrelevant = { ...sound, clusters: [], before: [], relevant: false };
    expect(report(irrelevant)).toBe('No Gateway API or Kong configuration in this change.\n');
  });
});

describe('within a number of bytes', () => {
  const many: Review = {
    ...example,
    findings: Array.from({ length: 400 }, (_, index) => ({
      ...(index % 2 ? existing : portUnavailable),
      fingerprint: `${index}`,
    })),
  };

  test('drops whole findings and says how many', () => {
    const text = report(many, 20_000);
    expect(utf8Length(text)).toBeLessThanOrEqual(20_000);
    const shown = (sign: string): number => text.split('\n').filter((line) => line.startsWith(`- ${sign}`)).length;
    expect(shown('❌')).toBeGreaterThan(0);
    expect(text).toContain(`- … ${200 - shown('❌')} more findings\n`);
    expect(text).toContain(`- … ${200 - shown('⚠️')} more findings\n`);
    expect(text).toContain('### Confirm after the merge');
  });

  test('never exceeds it, and closes every fence and fold that it opens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 700, max: 30_000 }), (maxBytes) => {
        const text = report(many, maxBytes);
        expect(utf8Length(text)).toBeLessThanOrEqual(maxBytes);
        expect((text.match(/```/g) ?? []).length % 2).toBe(0);
        expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      }),
      { numRuns: 60 },
    );
  });
});

test('nothing that the repository names becomes active', () => {
  const evil = '@octocat #1 <img src=x> [x](https://evil.example) ``` | \n# h';
  const hostile: Review = {
    ...example,
    findings: [
      {
        ...portUnavailable,
        message: evil,
        at: { ...portUnavailable.at, path: evil },
        related: [{ at: { ...portUnavailable.at, path: evil }, message: evil }],
        suggestion: { path: evil, startLine: 1, endLine: 1, replacement: evil },
      },
    ],
    unread: [{ path: evil, cause: 'syntax', reason: evil, effect: 'none' as const }],
    unverified: [{ cluster: evil, about: evil, cause: 'syntax', reason: evil }],
  };
  const html = micromark(report(hostile), {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const outsideCode = html.replaceAll(/<code[^>]*>[^<]*<\/code>/g, '');
  const links = [...outsideCode.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
  expect(links).not.toEqual([]);
  expect(links.filter((link) => !link?.startsWith('https://portcullis-app.github.io/portcullis/'))).toEqual([]);
  expect(outsideCode).not.toMatch(/<img|@octocat|#1\b|<h1/);
});
