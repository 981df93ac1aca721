import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routeProblems } from '../../../src/kong/schema/route-problems.ts';
import { serviceProblems } from '../../../src/kong/schema/service-problems.ts';
import { sentRoutes } from '../../../src/kong/status/refusals/sent-routes.ts';
import { isSound } from '../../../src/kong/status/refusals/sound-routes.ts';
import { isTranslated, translatedRoutes } from '../../../src/kong/status/refusals/translated.ts';
import { namesakes, twinRoutes } from '../../../src/kong/status/refusals/twin-routes.ts';
import type { SentRoute } from '../../../src/kong/status/translation/sent-route.ts';
import { areServicesPlain, servicesOf } from '../../../src/kong/status/translation/services.ts';
import type { TranslationSetup } from '../../../src/kong/status/translation/setup.ts';
import { setupsOf } from '../../../src/kong/status/translation/setups.ts';
import { viewOf } from '../cluster-view.ts';
import { installation } from './refusal-cluster.ts';

const some = <T>(arb: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<readonly T[]> => fc.array(arb, { maxLength });
const named = some(fc.record({ name: fc.constantFrom('x-a', 'x.a', 'Host'), value: fc.constant('a') }), 2);
const path = fc.record({
  type: fc.constantFrom('PathPrefix', 'PathPrefix', 'Exact', 'RegularExpression'),
  value: fc.constantFrom('/', '/a/b.c', '/a/', '/a(b', '/a%3ab', '/CHANGE_ME', '/~a'),
});
const header = fc.record({
  name: fc.constantFrom('x-a', 'x.a', 'Host'),
  type: fc.constantFrom('Exact', 'RegularExpression'),
  value: fc.constantFrom('a', '('),
});
const match = fc.record({ path, headers: some(header, 1) }, { requiredKeys: [] });
const redirect = { statusCode: 301, path: { type: 'ReplaceFullPath', replaceFullPath: '/a' } };
const modifier = fc.record({ set: named, remove: some(fc.constantFrom('x-b', 'x.b'), 2) }, { requiredKeys: [] });
const filter = fc.oneof(
  modifier.map((requestHeaderModifier) => ({ type: 'RequestHeaderModifier', requestHeaderModifier })),
  fc.constant({ type: 'RequestRedirect', requestRedirect: redirect }),
  fc.constant({ type: 'URLRewrite', urlRewrite: { hostname: 'a.io' } }),
);
const rule = fc.record({
  matches: some(match, 3),
  filters: some(filter, 1),
  timeouts: fc.constantFrom(undefined, { backendRequest: '0s' }, { backendRequest: '10s' }),
});
const annotation = fc.constantFrom(
  ['strip-path', 'true'],
  ['protocols', 'grpc'],
  ['methods', 'GET'],
  ['path-handling', 'v3'],
  ['headers.x.a', 'a'],
  ['tags', 'a'],
);
const route = fc.record({
  kind: fc.constantFrom('HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute'),
  name: fc.constantFrom('a', 'a.b', 'c', 'd'),
  hostnames: some(fc.constantFrom('x.io', '*.x.io', 'b.x.io'), 2),
  annotations: some(annotation, 1),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
});
const service = some(fc.constantFrom(['read-timeout', '0'], ['host-header', '-/'], ['path', '/a//b']), 1);

type Shape = typeof route extends fc.Arbitrary<infer T> ? T : never;

const annotated = (pairs: readonly (readonly string[])[]): object => ({
  annotations: Object.fromEntries(pairs.map(([key, value]) => [`konghq.com/${key}`, value])),
});

function manifest({ kind, name, hostnames, annotations, rules }: Shape): object {
  const isGrpc = kind === 'GRPCRoute';
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, namespace: 'shop', ...annotated(annotations) },
    spec: {
      parentRefs: [{ name: 'edge' }],
      hostnames,
      rules: rules.map(({ matches, filters, timeouts }) => ({
        ...(isGrpc ? {} : { matches, timeouts }),
        filters: isGrpc ? filters.filter(({ type }) => type === 'RequestHeaderModifier') : filters,
        ...(filters.some(({ type }) => type === 'RequestRedirect') ? {} : { backendRefs: [{ name: 'app', port: 80 }] }),
      })),
    },
  };
}

const app = (annotations: readonly (readonly string[])[]): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'app', namespace: 'shop', ...annotated(annotations) },
  spec: { selector: { app: 'app' }, ports: [{ port: 80 }] },
});

/** What is said of the routes of a cluster without asking first whether there is anything to say, and the answer to that. */
function judged(
  sent: readonly SentRoute[],
  setup: TranslationSetup,
): readonly (readonly [boolean, readonly unknown[]])[] {
  return sent.flatMap((each) => [
    [isSound(each), translatedRoutes(each, setup).flatMap((entity) => routeProblems(entity.route, setup))],
    [areServicesPlain(each.status), servicesOf(each).flatMap((entity) => serviceProblems(entity.service))],
  ]);
}

describe('routes of which nothing is translated', () => {
  test('Kong refuses none of them, and none has the name of another', () => {
    const seen = { sound: 0, refused: 0, twins: 0 };
    fc.assert(
      fc.property(
        fc.array(route, { minLength: 4, maxLength: 8 }),
        service,
        fc.constantFrom('traditional', 'traditional_compatible', 'expressions'),
        (routes, annotations, flavor) => {
          const objects = [...routes.map(manifest), app(annotations)].map((each) => JSON.stringify(each));
          const { controllers, routes: statuses } = viewOf({
            'kong.yaml': installation({ flavor }),
            'shop.yaml': objects.join('\n---\n'),
          });
          for (const controller of controllers) {
            for (const setup of setupsOf(controller) ?? []) {
              const sent = sentRoutes(statuses, controller).filter((each) => isTranslated(each, setup));
              for (const [isClear, found] of judged(sent, setup)) {
                expect(isClear ? found : []).toEqual([]);
                seen[isClear ? 'sound' : 'refused'] += isClear ? 1 : found.length;
              }
              const entitiesOf = (each: SentRoute) => translatedRoutes(each, setup);
              const twins = twinRoutes(sent.flatMap(entitiesOf));
              expect(twinRoutes(namesakes(sent, setup).flatMap(entitiesOf))).toEqual(twins);
              seen.twins += twins.length;
            }
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(Object.values(seen).every((count) => count > 4)).toBe(true);
  });
});
