import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BuildProblem } from '../../src/kustomize/build-problem.ts';
import { mapMarkdown } from '../../src/report/map-mermaid.ts';
import { mapText } from '../../src/report/map-text.ts';
import { mapOf, type TreeMap } from '../../src/report/map.ts';
import { plain } from '../../src/report/palette.ts';
import { engine } from '../../src/review/engine.ts';
import { configOf, reviewFiles } from '../../src/review/in-memory.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';
import { example } from './example-review.ts';

describe('the map of a tree', () => {
  test('as text says what is deployed, and by whom', () => {
    expect(mapText(mapOf(example), plain)).toBe(
      `
cluster prod  the tree names no other
  controllers
    kong/kong-kong  KIC 3.4  konghq.com/kic-gateway-controller (default of the controller)  prod/kong.yaml:1
  Gateways
    kong/edge  class kong, reconciled by kong/kong-kong  prod/gateway.yaml:2
      web: HTTP 80
      mqtt: TCP 1883

could not read
  prod/chart.tgz: larger than 1 MiB
`.trimStart(),
    );
  });

  test('says of what was not read and not verified no more than path or subject, cause and sentence', () => {
    const problem: BuildProblem = {
      path: 'prod/kustomization.yaml',
      cause: 'missing',
      reason: 'kong.env does not exist',
      names: ['kong.env'],
      remoteObjects: null,
    };
    const [cluster] = example.clusters;
    const doubt = { about: 'Gateway kong/edge', cause: 'assumed', reason: 'no class', hidesObjects: true } as const;
    const clusters = cluster === undefined ? [] : [{ ...cluster, unverified: [doubt] }];
    const map = mapOf({ ...example, clusters, unread: [{ ...problem, effect: 'none' }] });
    expect(map.unread).toEqual([{ path: problem.path, cause: 'missing', reason: problem.reason }]);
    expect(map.clusters.map(({ unverified }) => unverified)).toEqual([
      [{ about: 'Gateway kong/edge', cause: 'assumed', reason: 'no class' }],
    ]);
  });

  test('of nothing says so', () => {
    expect(mapText(mapOf({ ...example, clusters: [], unread: [] }), plain)).toBe(
      'Nothing in this repository concerns Gateway API or Kong.\n',
    );
  });

  test('lists routes of Gateways that stand elsewhere', () => {
    const isRoutes = (path: string): boolean => /^(route|service)/.test(path);
    const whole = Object.entries(clusterFiles(httpRoute({ hostnames: ['a.com'] })));
    const [platform, shop] = [false, true].map((each) =>
      Object.fromEntries(whole.filter(([path]) => isRoutes(path) === each)),
    );
    const text = JSON.stringify(mapOf(reviewFiles(platform ?? {})));
    const known = { kind: 'found', text, where: 'map.json', commit: null } as const;
    const config = { ...configOf({}), inventories: new Map([['', known]]) };
    const named = mapText(mapOf(reviewFiles(shop ?? {})), plain);
    expect(named).toContain(
      `
  Gateways of other repositories
    kong/edge  not in this repository
      HTTPRoute shop/web  a.com  route.yaml:4
`,
    );
    expect(mapText(mapOf(engine.review(null, sourcesOf(shop ?? {}), config, null)), plain)).toContain(
      `
    kong/edge  of an inventory
      http: HTTP 80
        HTTPRoute shop/web  a.com  route.yaml:4
`,
    );
  });

  test('as Markdown is a diagram', () => {
    expect(mapMarkdown(mapOf(example))).toContain(
      [
        '```mermaid',
        'flowchart LR',
        '  subgraph c0["cluster prod"]',
        '    c0k0(["controller kong/kong-kong<br>konghq.com/kic-gateway-controller"])',
        '    c0g0{{"Gateway kong/edge<br>class kong<br>web: HTTP 80<br>mqtt: TCP 1883"}}',
        '    c0k0 -->|reconciles| c0g0',
        '  end',
        '```',
      ].join('\n'),
    );
  });

  test('keeps its shape whatever things are called', () => {
    const map = mapOf(example);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const named: TreeMap = { ...map, clusters: map.clusters.map((cluster) => ({ ...cluster, name })) };
        const [line = ''] = mapMarkdown(named).split('\n').slice(2, 3);
        expect(line).toMatch(/^ {2}subgraph c0\["cluster [\p{L}\p{N} ./:,_=#;-]*"\]$/u);
      }),
    );
  });
});
