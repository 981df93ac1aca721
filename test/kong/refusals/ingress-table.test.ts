import { describe, expect, test } from 'vitest';
import { refusals, type Written } from './refusal-cluster.ts';

const flavors = { t: 'traditional', c: 'traditional_compatible', e: 'expressions' } as const;

interface IngressText {
  readonly annotations?: string;
  readonly type?: string;
  readonly path?: string;
  readonly more?: string;
}

/** An Ingress of Kong's class with one path to the Service `app`, which stands on line 6. */
const ingress = ({
  annotations = '',
  type = 'ImplementationSpecific',
  path = '/',
  more = '',
}: IngressText): Written => ({
  more: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop, annotations: {${annotations}}}
spec:
  ingressClassName: kong
  rules: [{host: a.com, http: {paths: [{pathType: ${type}, path: '${path}', backend: {service: {name: app, port: {number: 80}}}}]}}]
${more}`,
});

const plugin = (name: string, config = ''): string => `---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: ${name}, namespace: shop}
plugin: key-auth
${config}`;

/** What an Ingress says, and in which routers of Kong 3.9 it is refused. */
const causes: Readonly<Record<string, readonly [Written, string]>> = {
  'a plain path': [ingress({}), ''],
  'a regular expression': [ingress({ path: '/~/v[0-9]+' }), ''],
  'a regular expression that begins with an anchor': [ingress({ path: '/~^/api' }), 'tc'],
  'a regular expression that begins with anything': [ingress({ path: '/~.*' }), 'tc'],
  'what looks like one without the prefix': [ingress({ path: '/api/(.*' }), ''],
  'a prefix of their own for regular expressions': [
    ingress({ annotations: 'konghq.com/regex-prefix: "/@"', path: '/@api' }),
    'tc',
  ],
  'the usual one where they have another': [
    ingress({ annotations: 'konghq.com/regex-prefix: "/@"', path: '/~api' }),
    '',
  ],
  'look-around': [ingress({ path: '/~/(?!admin).*' }), 'ce'],
  'half a parenthesis in a prefix': [ingress({ type: 'Prefix', path: '/a(b' }), 'tc'],
  'half a parenthesis in an exact path': [ingress({ type: 'Exact', path: '/a)' }), 'tc'],
  'a prefix with a blank': [ingress({ type: 'Prefix', path: '/a%20b' }), 'tc'],
  'a plain path with a blank': [ingress({ path: '/a%20b' }), 'tc'],
  'two slashes, of which one is left': [ingress({ path: '/~/a//b' }), ''],
  'the header Host in an annotation': [ingress({ annotations: 'konghq.com/headers.host: a.com' }), 'tc'],
  'a header with a dot': [ingress({ annotations: 'konghq.com/headers.x.y: a' }), 'tce'],
  'protocols of WebSocket': [ingress({ annotations: 'konghq.com/protocols: "ws,wss"' }), 'tce'],
  'a protocol that nobody knows': [ingress({ annotations: 'konghq.com/protocols: "https,htps"' }), 'tce'],
  'the same before the release that sends it': [
    { ...ingress({ annotations: 'konghq.com/protocols: htps' }), controller: '3.5.6' },
    '',
  ],
  'the same beside gRPC': [ingress({ annotations: 'konghq.com/protocols: "grpc,htps"' }), ''],
  'http and tcp': [ingress({ annotations: 'konghq.com/protocols: "http,tcp"' }), 'tce'],
  'SNIs of a route that takes TLS too': [ingress({ annotations: 'konghq.com/snis: a.com' }), ''],
  'SNIs without TLS': [ingress({ annotations: 'konghq.com/snis: a.com, konghq.com/protocols: http' }), 'tc'],
  'path handling of another version': [ingress({ annotations: 'konghq.com/path-handling: v2' }), 'tc'],
  'two plugins of a type': [
    ingress({ annotations: 'konghq.com/plugins: "k1,k2"', more: `${plugin('k1')}${plugin('k2')}` }),
    'tce',
  ],
  'a plugin that Kong refuses': [
    ingress({ annotations: 'konghq.com/plugins: k1', more: plugin('k1', 'config: {key_name: a}\n') }),
    'tce',
  ],
  'a plugin that nobody names': [ingress({ more: plugin('k1', 'config: {key_name: a}\n') }), ''],
  'a path that is rewritten, which may be left out': [
    ingress({ annotations: 'konghq.com/rewrite: /a', path: '/~^/api' }),
    '',
  ],
  'an Ingress of another class': [
    { more: (ingress({ path: '/~^/api' }).more ?? '').replace('ClassName: kong', 'ClassName: nginx') },
    '',
  ],
};

describe('what Kong refuses of an Ingress, by router', () => {
  test.each(Object.entries(causes))('%s', (_, [written, expected]) => {
    const found = Object.entries(flavors).map(([letter, flavor]) =>
      refusals({ ...written, flavor }).length > 0 ? letter : '',
    );
    expect(found.join('')).toBe(expected);
    expect(refusals({ ...written, flavor: '?' }).length > 0).toBe(expected === 'tce');
  });

  test('the message names the regular expression, and the webhook that asks Kong', () => {
    expect(refusals({ ...ingress({ path: '/~^/api' }), flavor: 'traditional' })).toEqual([
      'more.yaml:6 Ingress shop/shop: path "^/api" is sent as a regular expression, and Kong 3.9.1 with the router traditional takes only those that begin with /. Begin it with /: Kong matches from the beginning anyway.',
    ]);
  });

  test('a Service behind an Ingress alone', () => {
    const other = `---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: shop, annotations: {konghq.com/retries: "40000"}}
spec: {selector: {app: other}, ports: [{port: 80}]}
`;
    const written = ingress({ more: other }).more ?? '';
    expect(refusals({ more: written })).toEqual([]);
    expect(refusals({ more: written.replace('name: app', 'name: other') })).toEqual([
      expect.stringContaining('Service shop/other: konghq.com/retries is "40000"'),
    ]);
  });
});
