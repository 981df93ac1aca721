import type { Random } from '../admission/random.ts';
import { type Manifest, present } from './manifest.ts';

/** A rule of an HTTPRoute, of parts that Kong takes. */
export function randomHttpRule(random: Random, backendRefs: readonly Manifest[] | undefined): Manifest {
  const filters = random.chance(0.25)
    ? Array.from({ length: random.pick([1, 1, 2]) }, () => randomFilter(random))
    : undefined;
  return present({
    matches: random.chance(0.65)
      ? Array.from({ length: random.pick([1, 1, 2]) }, () => randomMatch(random))
      : undefined,
    filters,
    backendRefs:
      backendRefs !== undefined && random.chance(0.02)
        ? backendRefs.map((each) => ({ ...each, filters: [headers('RequestHeaderModifier')] }))
        : backendRefs,
    timeouts: random.chance(0.05) ? random.pick([{ backendRequest: '5s' }, { request: '10s' }]) : undefined,
  });
}

function randomMatch(random: Random): Manifest {
  return present({
    path: random.chance(0.85)
      ? random.pick([
          { type: 'PathPrefix', value: '/' },
          { type: 'PathPrefix', value: '/api' },
          { type: 'Exact', value: '/login' },
          { type: 'RegularExpression', value: '/v[0-9]+' },
          { value: '/web' },
        ])
      : undefined,
    method: random.chance(0.15) ? random.pick(['GET', 'POST']) : undefined,
    headers: random.chance(0.15) ? [{ name: random.pick(['x-tenant', 'x-version']), value: 'one' }] : undefined,
    queryParams: random.chance(0.04) ? [{ name: 'page', value: '1' }] : undefined,
  });
}

const headers = (type: 'RequestHeaderModifier' | 'ResponseHeaderModifier'): Manifest => ({
  type,
  [`${type.charAt(0).toLowerCase()}${type.slice(1)}`]: { set: [{ name: 'x-set', value: '1' }] },
});

function randomFilter(random: Random): Manifest {
  const extension = (kind: string, name: string, group = 'configuration.konghq.com'): Manifest => ({
    type: 'ExtensionRef',
    extensionRef: { group, kind, name },
  });
  return random.pick<() => Manifest>([
    () => headers('RequestHeaderModifier'),
    () => headers('RequestHeaderModifier'),
    () => headers('ResponseHeaderModifier'),
    () => ({
      type: 'RequestRedirect',
      requestRedirect: present({
        scheme: random.pick(['https', undefined]),
        hostname: 'new.example.com',
        statusCode: random.pick([301, 302, undefined]),
        port: random.pick([8443, undefined, undefined]),
        path: random.pick([{ type: 'ReplaceFullPath', replaceFullPath: '/new' }, undefined, undefined]),
      }),
    }),
    () => ({ type: 'URLRewrite', urlRewrite: { hostname: 'inner.example.com' } }),
    () => ({ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/full' } } }),
    () => ({ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/in' } } }),
    () => ({ type: 'RequestMirror', requestMirror: { backendRef: { name: random.pick(['app', 'gone']), port: 80 } } }),
    () => ({ type: 'CORS', cors: { allowOrigins: ['https://example.com'] } }),
    () => extension('KongPlugin', random.pick(['kp', 'kp', 'gone'])),
    () => extension('KongClusterPlugin', 'shared'),
    () => extension('KongPlugin', 'kp', random.pick(['configuration.konghq.com', 'example.com'])),
  ])();
}
