import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Length } from '../../src/report/escape/budget.ts';
import { htmlReport } from '../../src/report/html.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';
import { cluster, example, gatewayStatus, lineOf, mqtt, sound } from './example-review.ts';
import { elementsOf } from './xml-elements.ts';

const stream = (port: number): string => `{name: stream, port: ${port}, protocol: TCP}`;
const http = '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}';
const at = (listeners: readonly string[], route = httpRoute()): Files => clusterFiles(route, { listeners });

const markdownOf = (head: Files, base: Files | null): string =>
  markdownReport(reviewFiles(head, base), { lineOf, compared: base !== null });
const htmlOf = (head: Files, base: Files | null): string =>
  htmlReport(reviewFiles(head, base), { lineOf, compared: base !== null });

const diagramsIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/```mermaid\n([^]*?)```/g)].map(([, text = '']) => text);
const svgsIn = (html: string): readonly string[] =>
  [...html.matchAll(/<svg class="chain"[^]*?<\/desc>[^]*?<\/svg>(?=<\/figure>)/g)].map(([svg]) => svg);
const saidOf = (svg: string): string => /<title>(.*)<\/title><desc>(.*)<\/desc>/.exec(svg)?.slice(1).join(' | ') ?? '';

describe('a listener that a change breaks', () => {
  const [base, head] = [at([http, stream(9000)]), at([http, stream(9001)])];

  test('is drawn in Markdown before and after, and the others once', () => {
    const [before, after, same] = diagramsIn(markdownOf(head, base));
    expect(before).toContain('c0n1["#10004; Service port<br>kong/proxy 9000/TCP"]\n  c0n0 --> c0n1\n');
    expect(after).toBe(
      `
flowchart LR
  accTitle: Port chain of each listener, after
  classDef broken stroke-width:3px,stroke-dasharray:6 4
  classDef unknown stroke-dasharray:2 3
  classDef skipped stroke-dasharray:6 4
  c0n0["#10004; listener<br>stream: TCP 9001"]
  c0n1["#10006; Service port<br>none for TCP 9001"]:::broken
  c0n0 -.->|"#10006;"| c0n1
  c0n2["#8211; target port<br>none"]:::skipped
  c0n1 -.-> c0n2
  c0n3["#8211; Kong listen<br>none"]:::skipped
  c0n2 -.-> c0n3
  c0n4["#10006; conditions<br>Accepted=False PortUnavailable"]:::broken
  c0n3 -.->|"#10006;"| c0n4
`.trimStart(),
    );
    expect(same).toContain('c0r0(["#10004; HTTPRoute shop/web"])\n  c0n4 --> c0r0\n');
  });

  test('is drawn in HTML side by side, each picture with a sentence for those who do not see it', () => {
    const html = htmlOf(head, base);
    expect(svgsIn(html).map(saidOf)).toEqual([
      'listener http: HTTP 80 of Gateway kong/edge: Unchanged | listener http: HTTP 80, Service port kong/proxy 80/TCP, target port 8000, Kong listen proxy listen 0.0.0.0:8000, conditions Programmed=True. Routes: HTTPRoute shop/web.',
      'listener stream: TCP 9001 of Gateway kong/edge: Before | listener stream: TCP 9000, Service port kong/proxy 9000/TCP, target port 9000, Kong listen stream listen 0.0.0.0:9000, conditions Programmed=True.',
      'listener stream: TCP 9001 of Gateway kong/edge: After | listener stream: TCP 9001, Service port none for TCP 9001 (broken), target port none, Kong listen none, conditions Accepted=False PortUnavailable (broken).',
    ]);
    expect(html).not.toContain('<script');
  });

  test('has a sign for each step', () => {
    const signs = [...(svgsIn(htmlOf(head, base)).at(-1) ?? '').matchAll(/class="sign"[^>]*>(.)</g)];
    expect(signs.map(([, sign]) => sign)).toEqual(['✔', '✖', '–', '–', '✖']);
  });
});

test.each([
  ['not served', httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName: 'no' }] }), 'NoMatchingParent'],
  ['lost to a hostname', httpRoute({ hostnames: ['b.com'] }), 'NoMatchingListenerHostname'],
])('a route that no listener takes stands under none: %s', (_, route, reason) => {
  const listeners = [http.replace('HTTP,', 'HTTP, hostname: a.com,')];
  expect(
    svgsIn(htmlOf(at(listeners, route), null))
      .map(saidOf)
      .at(-1),
  ).toBe(
    `no listener takes these routes of Gateway kong/edge | no listener takes these routes (broken). Routes: HTTPRoute shop/web: ${reason} (broken).`,
  );
});

test('what is not known is not drawn as broken', () => {
  const unknown = { ...mqtt, conditions: null, unverified: 'a variable' };
  const review = { ...example, before: [], clusters: [cluster([unknown])] };
  const said = svgsIn(htmlReport(review, { lineOf, compared: false })).map(saidOf);
  expect(said[0]).toContain('Service port not known (not known)');
  expect(said[0]).toContain('conditions not verified (not known).');
});

describe('bounds', () => {
  const listeners = Array.from({ length: 63 }, (_, index) => `{name: l${index}, port: ${7000 + index}, protocol: TCP}`);

  test('of many listeners the worst are drawn, and the rest is counted', () => {
    const html = htmlOf(at([...listeners, http]), null);
    expect(svgsIn(html)).toHaveLength(12);
    expect(html).toContain('<p>… 52 more listeners, in the table above</p>');
  });

  test('routes under no listener are drawn whatever the number of listeners', () => {
    const route = httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName: 'no' }] });
    const html = htmlOf(at([...listeners, http], route), null);
    expect(svgsIn(html)).toHaveLength(12);
    expect(saidOf(svgsIn(html)[0] ?? '')).toContain('no listener takes these routes');
    expect(html).toContain('<p>… 53 more listeners, in the table above</p>');
  });

  test('of many routes those that are worst off are drawn', () => {
    const names = [...Array(40).keys()].map((index) => httpRoute().replace('name: web', `name: r${index}`));
    const [svg = ''] = svgsIn(htmlOf(at([http], names.join('---\n')), null));
    expect(svg).toContain('… 35 more routes');
  });

  test('of many Gateways the first are drawn, and that is said', () => {
    const [view] = sound.clusters;
    const status = gatewayStatus([mqtt]);
    const gateways = [...Array(30).keys()].map((index) => ({
      ...status,
      gateway: { ...status.gateway, name: { ...status.gateway.name, value: `g${index}` } },
    }));
    const review = { ...sound, before: [], clusters: view ? [{ ...view, gateways }] : [] };
    const html = htmlReport(review, { lineOf, compared: false });
    expect(svgsIn(html)).toHaveLength(20);
    expect(html).toContain('<p>… 10 more Gateways, not drawn</p>');
  });

  test('pictures are the first to go where room runs out', () => {
    const whole = markdownReport(example, { lineOf, compared: true });
    const bare = whole.replaceAll(/<details><summary>Port chain[^]*?<\/details>\n\n/g, '');
    expect(diagramsIn(whole)).not.toEqual([]);
    expect(bare).not.toBe(whole);
    const within = (maxBytes: number): string => markdownReport(example, { lineOf, compared: true, maxBytes });
    expect(within(utf8Length(whole) + 1)).toBe(whole);
    expect(within(utf8Length(whole) - 1)).toBe(bare);
    expect(within(utf8Length(bare) + 1)).toBe(bare);
  });
});

test('no name leaves its picture', () => {
  const parts = [
    '<b>',
    '"]',
    '-->',
    '</svg>',
    '```',
    '\n\n',
    '%%{init}%%',
    ']]>',
    '&',
    '\u202E',
    ';',
    '#',
    '|',
    'end',
    '水',
  ];
  const names = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 60 }).map((all) => all.join(''));
  fc.assert(
    fc.property(names, (name) => {
      const { listener } = mqtt;
      const evil = { ...mqtt, listener: { ...listener, name: { ...listener.name, value: name } } };
      const review = { ...example, before: [], clusters: [cluster([evil])] };
      const [svg = ''] = svgsIn(htmlReport(review, { lineOf, compared: false }));
      expect(new Set(elementsOf(svg).map(({ name: tag }) => tag))).toEqual(
        new Set(['svg', 'title', 'desc', 'g', 'rect', 'text', 'path']),
      );
      const [diagram = ''] = diagramsIn(markdownReport(review, { lineOf, compared: false }));
      const [first = ''] = diagram.split('\n').filter((line) => line.includes('c0n0['));
      expect(first).toMatch(/^ {2}c0n0\["[\p{L}\p{N} ./:,_=;#-]*<br>[\p{L}\p{N} ./:,_=;#-]*"\]$/u);
      expect(first.length).toBeLessThan(800);
    }),
    { numRuns: 60 },
  );
});
