import { expect, test } from 'vitest';
import { markdownReport } from '../../src/report/markdown.ts';
import { mapText } from '../../src/report/map-text.ts';
import { mapOf } from '../../src/report/map.ts';
import { plain } from '../../src/report/palette.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';

const lineOf = (): undefined => undefined;

const summaryOf = (files: Files, base: Files): string =>
  markdownReport(reviewFiles(files, base), { lineOf, compared: true });

const routesOf = (text: string): string => (/### Routes\n\n((?:\|.*\n)+)/.exec(text)?.[1] ?? '').trim();

test('the summary shows a route that a change touches, as it was and as it will be', () => {
  const base = clusterFiles(httpRoute());
  const head = clusterFiles(
    httpRoute({ hostnames: ['a.com'], parents: [{ name: 'edge', namespace: 'kong', sectionName: 'nope' }] }),
  );
  expect(routesOf(summaryOf(head, base))).toBe(
    `
| Route | Parents | Hostnames | Matches | Backends | Before | After |
| --- | --- | --- | --- | --- | --- | --- |
| \`HTTPRoute shop/web\` in \`default\` | + \`kong/edge#nope\`<br>− \`kong/edge\` | + \`a.com\` | 1 | \`shop/web:80\` | ✅ Accepted, ResolvedRefs, Programmed | ❌ Accepted=False, NoMatchingParent<br>❌ Programmed=Unknown, Unknown<br>❌ not served |
`.trim(),
  );
});

test('many routes are folded and counted, and those that are worst off come first', () => {
  const name = (index: number): string => `r${index}`;
  const all = (hostname: string): string =>
    [...Array(8).keys()]
      .map((index) =>
        httpRoute({ hostnames: [index === 6 ? hostname : 'a.com'] }).replace('name: web', `name: ${name(index)}`),
      )
      .join('---\n');
  const listeners = [
    '{name: http, port: 80, protocol: HTTP, hostname: a.com, allowedRoutes: {namespaces: {from: All}}}',
  ];
  const text = summaryOf(clusterFiles(all('b.com'), { listeners }), clusterFiles(all('a.com'), { listeners }));
  expect(text).toContain('<details><summary>Routes (8: 1 no longer served, 7 as before)</summary>');
  expect(/`HTTPRoute shop\/r\d`/.exec(text)?.[0]).toBe('`HTTPRoute shop/r6`');
  expect(text).toContain('| + `b.com`<br>− `a.com` |');
});

test('a route that a listener loses is shown too, and one that nothing happens to is not', () => {
  const base = clusterFiles(httpRoute());
  const other = { ...base, 'gateway.yaml': (base['gateway.yaml'] ?? '').replace('port: 80', 'port: 81') };
  expect(routesOf(summaryOf(other, base))).toContain('NotAllowedByListeners');
  expect(routesOf(summaryOf({ ...base, 'class.yaml': `${base['class.yaml'] ?? ''}# more\n` }, base))).toBe('');
});

test('the map shows routes under the listeners that take them', () => {
  const files = clusterFiles(
    `${httpRoute({ hostnames: ['a.com'] })}---\n${httpRoute({ kind: 'TLSRoute', version: 'v1alpha2' })}`,
  );
  expect(mapText(mapOf(reviewFiles(files, null)), plain)).toContain(
    `
      http: HTTP 80
        HTTPRoute shop/web  a.com  route.yaml:4
      on no listener
        TLSRoute shop/web  route.yaml:11
`,
  );
});
