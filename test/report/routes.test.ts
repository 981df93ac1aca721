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
| Route | Parents | Hostnames | Backends | Before | After |
| --- | --- | --- | --- | --- | --- |
| \`HTTPRoute shop/web\` in \`default\` | \`kong/edge#nope\` | \`a.com\` | \`shop/web:80\` | ✅ Accepted, ResolvedRefs, Programmed | ❌ Accepted=False, NoMatchingParent<br>❌ Programmed=Unknown, Unknown<br>❌ not served |
`.trim(),
  );
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
