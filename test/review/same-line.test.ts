import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { changed } from '../manifests/edits.ts';
import { clusterFiles, complete, httpRoute, service, type RouteText } from '../rules/route/route-files.ts';

const routes = (text: RouteText, ...names: readonly string[]): Files =>
  Object.fromEntries(
    names.map((name) => [`routes/${name}.yaml`, httpRoute(text).replace('name: web', `name: ${name}`)]),
  );

/** Status, place, rule, the last sentence of the statement, and what stands beside it. */
function introduced(head: Files, base: Files): readonly (readonly [string, string, readonly string[]])[] {
  return reviewFiles(head, base)
    .findings.filter(({ status }) => status === 'introduced')
    .map(({ at, rule, statement, related }) => [
      `${at.path}:${at.line} ${rule}`,
      statement.split('. ').at(-1) ?? '',
      related.map(({ at: place }) => place.path),
    ]);
}

const sections = { parents: [{ name: 'edge', namespace: 'kong', sectionName: 'tcp' }] };
const tcp: RouteText = { kind: 'TCPRoute', version: 'v1alpha2', ...sections };
const listeners = ['{name: tcp, port: 9000, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}'];
const gated = clusterFiles('', { listeners, more: routes(tcp, 'a', 'b', 'c', 'd') });
const ungated = changed(gated, 'kong.yaml', 'GatewayAlpha=true', 'GatewayAlpha=false');

test('what one line of a setting breaks is one finding, with the first routes beside it', () => {
  expect(introduced(ungated, gated)).toEqual([
    [
      'kong.yaml:19 feature-gate-missing',
      'The same line breaks 3 more routes.',
      ['routes/a.yaml', 'routes/b.yaml', 'routes/c.yaml'],
    ],
  ]);
});

test('one alone is told as it is, and what was wrong before stays apart', () => {
  const [base, head] = [gated, ungated].map((files) => ({
    ...clusterFiles('', { listeners, more: routes(tcp, 'a') }),
    'kong.yaml': files['kong.yaml'] ?? '',
  }));
  expect(
    introduced(head ?? {}, base ?? {}).map(([place, sentence]) => [place, sentence.includes('same line')]),
  ).toEqual([['kong.yaml:19 feature-gate-missing', false]]);
  const more = { ...ungated, ...routes(tcp, 'e', 'f') };
  expect(introduced(more, ungated).map(([place]) => place)).toEqual([
    'routes/e.yaml:4 feature-gate-missing',
    'routes/f.yaml:4 feature-gate-missing',
  ]);
});

test('what changed together with others is no one line', () => {
  const to = (name: string): string =>
    httpRoute({ rules: [{ backendRefs: [{ name, port: 80 }] }] }).replace('name: web', `name: ${name}`);
  const names = ['a', 'b', 'c'];
  const more = { ...complete('Service'), ...Object.fromEntries(names.map((name) => [`${name}.yaml`, to(name)])) };
  const base = clusterFiles('', {
    more: { ...more, 'services.yaml': names.map((name) => service(name)).join('---\n') },
  });
  const all = introduced({ ...base, 'services.yaml': service('d') }, base);
  expect(all.map(([, sentence]) => sentence)).toEqual(
    names.map((name) => expect.stringMatching(new RegExp(`leads to Service shop/${name}, .* of them\\.$`))),
  );
});
