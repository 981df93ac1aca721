import { describe, expect, test } from 'vitest';
import { refusals, type Written } from './refusal-cluster.ts';

const flavors = { t: 'traditional', c: 'traditional_compatible', e: 'expressions' } as const;

/** The releases of the columns. */
const releases = ['3.4.2', '3.6.1', '3.9.1'] as const;

const everywhere = 'tce tce tce';
const fields = 'tc. tc. tc.';

const match = (text: string): Written => ({ rule: `matches: [${text}]` });
const path = (type: string, value: string): Written => match(`{path: {type: ${type}, value: '${value}'}}`);
const annotated = (annotations: string, more: Written = {}): Written => ({ ...more, annotations });

const plugin = (name: string, type: string): string => `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: ${name}, namespace: shop}
plugin: ${type}
`;
const keyAuths = `${plugin('k1', 'key-auth')}---\n${plugin('k2', 'key-auth')}`;

/** What is written, and in which routers of Kong 3.4, 3.6 and 3.9 it is refused. */
const causes: Readonly<Record<string, readonly [Written, string]>> = {
  'a plain route': [{}, '... ... ...'],
  'a regular expression that begins with an anchor': [path('RegularExpression', '^/api'), fields],
  'a regular expression that begins with anything': [path('RegularExpression', '.*\\.js'), fields],
  'a regular expression': [path('RegularExpression', '/v[0-9]+/(a|b)'), '... ... ...'],
  'a prefix with half a parenthesis': [path('PathPrefix', '/a(b'), fields],
  'an exact path with half a parenthesis': [path('Exact', '/a)'), fields],
  'a prefix with a star that has nothing to repeat': [path('PathPrefix', '/(*,a)'), fields],
  'a prefix with a whole one': [path('PathPrefix', '/(a)'), '... ... ...'],
  'a prefix with a blank': [path('PathPrefix', '/a%20b'), fields],
  'a prefix with a colon in lower case': [path('PathPrefix', '/a%3ab'), fields],
  'a prefix with a colon in upper case': [path('PathPrefix', '/a%3Ab'), '... ... ...'],
  'an exact path with a blank': [path('Exact', '/a%20b'), '... ... ...'],
  'two slashes in a regular expression': [path('RegularExpression', '/a//b'), fields],
  'look-around in a path': [path('RegularExpression', '/(?!admin).*'), '.ce ..e .ce'],
  'a back-reference in a path': [path('RegularExpression', '/(a|b)/\\1'), '.ce ..e .ce'],
  'look-around in a header': [
    match('{headers: [{name: x-a, type: RegularExpression, value: "(?=a).*"}]}'),
    '..e ..e .ce',
  ],
  'half a parenthesis in a header': [
    match('{headers: [{name: x-a, type: RegularExpression, value: "("}]}'),
    '..e ..e .ce',
  ],
  'no matches and no hostname': [{ rule: 'matches: []' }, fields],
  'no matches and a hostname': [{ spec: 'hostnames: [a.com]', rule: 'matches: []' }, '... ... ...'],
  'the header Host': [match('{headers: [{name: Host, value: a.com}]}'), fields],
  'the header Host of a GRPCRoute': [
    { ...match('{headers: [{name: host, value: a.com}]}'), kind: 'GRPCRoute' },
    fields,
  ],
  'the header Host in an annotation': [annotated('konghq.com/headers.host: a.com'), fields],
  'a header with a dot': [match('{headers: [{name: x.tenant, value: a}]}'), everywhere],
  'a wildcard of a TLSRoute': [{ kind: 'TLSRoute', spec: 'hostnames: ["*.a.com"]' }, 'tce tce t.e'],
  'a wildcard beside another host': [{ kind: 'TLSRoute', spec: 'hostnames: ["*.a.com", b.com]' }, 'tc. tc. t..'],
  'protocols of WebSocket': [annotated('konghq.com/protocols: "ws,wss"'), everywhere],
  'http and tcp': [annotated('konghq.com/protocols: "http,tcp"'), everywhere],
  'tcp alone': [annotated('konghq.com/protocols: tcp'), 'tc. tce tce'],
  'http and grpc': [annotated('konghq.com/protocols: "http,grpc"'), '..e ..e ..e'],
  'grpc and a method': [annotated('konghq.com/protocols: grpc', match('{method: GET}')), fields],
  'grpc alone': [annotated('konghq.com/protocols: grpc'), '... ... ...'],
  'a protocol that nobody knows': [annotated('konghq.com/protocols: "http,mqtt"'), '... ... ...'],
  'http on a TCPRoute': [annotated('konghq.com/protocols: http', { kind: 'TCPRoute' }), fields],
  'tls_passthrough on a TCPRoute': [annotated('konghq.com/protocols: tls_passthrough', { kind: 'TCPRoute' }), fields],
  'SNIs without TLS': [annotated('konghq.com/snis: a.com'), fields],
  'methods of a GRPCRoute': [annotated('konghq.com/methods: GET', { kind: 'GRPCRoute' }), fields],
  'a stripped path of a GRPCRoute': [annotated('konghq.com/strip-path: "true"', { kind: 'GRPCRoute' }), '... ... ..e'],
  'methods of a TCPRoute': [annotated('konghq.com/methods: GET', { kind: 'TCPRoute' }), fields],
  'hosts of a TCPRoute': [annotated('konghq.com/host-aliases: a.com', { kind: 'TCPRoute' }), fields],
  'a redirect without hostname': [
    { rule: 'filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]' },
    '... ... tce',
  ],
  'a redirect with hostname': [
    { rule: 'filters: [{type: RequestRedirect, requestRedirect: {scheme: https, hostname: a.com}}]' },
    '... ... ...',
  ],
  'a set header with a dot': [
    { rule: 'filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x.y, value: a}]}}]' },
    everywhere,
  ],
  'a removed header with a dot': [
    { rule: 'filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x.y]}}]' },
    everywhere,
  ],
  'a response header with a dot': [
    { rule: 'filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: x.y, value: a}]}}]' },
    '... ... ...',
  ],
  'a timeout of nothing': [{ rule: 'timeouts: {backendRequest: 0s}' }, everywhere],
  'a timeout of a month': [{ rule: 'timeouts: {backendRequest: 597h}' }, everywhere],
  'a timeout that is ignored': [{ rule: 'timeouts: {request: 0s}' }, '... ... ...'],
  'a timeout that the Service states otherwise': [
    {
      rule: 'timeouts: {backendRequest: 0s}',
      service: 'konghq.com/connect-timeout: "1", konghq.com/read-timeout: "1", konghq.com/write-timeout: "1"',
    },
    '... ... ...',
  ],
  'TLS that is verified over http': [{ service: 'konghq.com/tls-verify: "false"' }, everywhere],
  'TLS that is verified over https': [
    { service: 'konghq.com/tls-verify: "true", konghq.com/protocol: https' },
    '... ... ...',
  ],
  'too many retries': [{ service: 'konghq.com/retries: "40000"' }, everywhere],
  'a timeout of the Service': [{ service: 'konghq.com/read-timeout: "0"' }, everywhere],
  'a path with an empty segment': [{ service: 'konghq.com/path: /a//b' }, everywhere],
  'a path of a TCPRoute': [{ service: 'konghq.com/path: /a', kind: 'TCPRoute' }, everywhere],
  'a host header with a blank': [{ service: 'konghq.com/host-header: "a b"' }, everywhere],
  'a Service over WebSocket': [{ service: 'konghq.com/protocol: ws' }, everywhere],
  'a plugin that is named twice': [
    annotated('konghq.com/plugins: "k1,k1"', { more: plugin('k1', 'cors') }),
    everywhere,
  ],
  'two plugins of a type': [annotated('konghq.com/plugins: "k1,k2"', { more: keyAuths }), everywhere],
  'a plugin of a type on the route and one on the Service': [
    annotated('konghq.com/plugins: k1', { service: 'konghq.com/plugins: k2', more: keyAuths }),
    '... ... ...',
  ],
  'two plugins of a type on the Service': [{ service: 'konghq.com/plugins: "k1,k2"', more: keyAuths }, everywhere],
  'a plugin by annotation and by a filter': [
    annotated('konghq.com/plugins: k1', {
      rule: 'filters: [{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: k1}}]',
      more: plugin('k1', 'cors'),
    }),
    everywhere,
  ],
  'path handling of another version': [annotated('konghq.com/path-handling: v2'), fields],
  'a method of a GRPCRoute that is no regular expression': [
    { ...match('{method: {type: RegularExpression, service: "a(", method: b}}'), kind: 'GRPCRoute' },
    'tce tce tce',
  ],
  'one redirect for two matches': [
    {
      rule: `filters: [{type: RequestRedirect, requestRedirect: {hostname: a.com}}]
      matches: [{path: {value: /a}}, {path: {value: /b}}]`,
    },
    fields,
  ],
};

describe('what Kong refuses, by router and release', () => {
  test.each(Object.entries(causes))('%s', (_, [written, expected]) => {
    const found = releases.map((kong) =>
      Object.entries(flavors)
        .map(([letter, flavor]) => (refusals({ ...written, kong, flavor }).length > 0 ? letter : '.'))
        .join(''),
    );
    expect(found.join(' ')).toBe(expected);
    // Of a router that is not known, what all of them refuse.
    expect(refusals({ ...written, flavor: '?' }).length > 0).toBe(expected.endsWith('tce'));
  });

  test('a hostname of two listeners is sent twice to the expressions router, and a route that stands twice in the tree is one', () => {
    const route = (name: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: shop}
spec: {parentRefs: [{name: two}], rules: [{}]}
`;
    const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: two, namespace: shop}
spec:
  gatewayClassName: kong
  listeners:
    - {name: a, port: 80, protocol: HTTP, hostname: a.com}
    - {name: b, port: 8080, protocol: HTTP, hostname: a.com}
`;
    const twice = { flavor: 'expressions', more: `${gateway}${route('other')}` };
    expect(refusals(twice)).toEqual([
      expect.stringContaining('more.yaml:12 HTTPRoute shop/other: one hostname comes from'),
    ]);
    expect(refusals({ ...twice, flavor: 'traditional' })).toEqual([]);
    const once = route('other').replace('rules:', 'hostnames: [a.com], rules:');
    expect(refusals({ flavor: 'expressions', more: `${gateway}${once}${once}` })).toEqual([]);
  });

  test('a router that is not stated is the default of Kong', () => {
    const header = match('{headers: [{name: Host, value: a.com}]}');
    expect(refusals({ ...header, flavor: null })[0]).toContain('Kong 3.9.1 with the router traditional_compatible');
  });
});
