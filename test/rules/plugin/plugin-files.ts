import type { Files } from '../../../src/review/in-memory.ts';
import { manifest } from '../../manifests/gateway-api.ts';
import { clusterFiles, httpRoute } from '../route/route-files.ts';

/** An object with its annotations on line 6; `more` are further lines of the manifest. */
export const annotated = (text: string, annotations: Readonly<Record<string, string>>): string =>
  Object.keys(annotations).length === 0
    ? text
    : text.replace(/\n {2}name: .*/, (name) => `${name}\n  annotations: ${JSON.stringify(annotations)}`);

/** A KongPlugin, whose name stands on line 4. */
export const plugin = (name: string, { namespace = 'shop', type = 'key-auth', more = '' } = {}): string =>
  `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata:
  name: ${name}
  namespace: ${namespace}
plugin: ${type}
${more}`;

export const clusterPlugin = (name: string, ingressClass = 'kong', more = ''): string =>
  `apiVersion: configuration.konghq.com/v1
kind: KongClusterPlugin
metadata:
  name: ${name}
  annotations: {kubernetes.io/ingress.class: ${ingressClass}}
plugin: key-auth
${more}`;

export const consumer = (name: string, { plugins = '', credentials = [] as readonly string[] } = {}): string =>
  `apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata:
  name: ${name}
  namespace: shop
  annotations: {kubernetes.io/ingress.class: kong${plugins === '' ? '' : `, konghq.com/plugins: "${plugins}"`}}
username: ${name}
${credentials.length === 0 ? '' : `credentials: [${credentials.join(', ')}]\n`}`;

/** A grant in a namespace for plugins, to what a namespace has of a kind. */
export const pluginGrant = (
  namespace: string,
  from: { readonly kind?: string; readonly namespace?: string } = {},
  name?: string,
): string =>
  manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'plugins', namespace, {
    from: [{ group: 'gateway.networking.k8s.io', kind: from.kind ?? 'HTTPRoute', namespace: from.namespace ?? 'shop' }],
    to: [{ group: 'configuration.konghq.com', kind: 'KongPlugin', name }],
  });

/** A cluster in which HTTPRoute `shop/web` names plugins on line 5 of `route.yaml`; `more` files beside. */
export const naming = (plugins: string, more: Files = {}): Files =>
  clusterFiles(annotated(httpRoute(), plugins === '' ? {} : { 'konghq.com/plugins': plugins }), { more });

/** An Ingress of Kong's class to Service `shop/web`, with its annotations on line 5. */
export const ingress = (annotations: Readonly<Record<string, string>>, name = 'shop'): string =>
  annotated(
    manifest('networking.k8s.io/v1', 'Ingress', name, 'shop', {
      ingressClassName: 'kong',
      rules: [
        {
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    }),
    annotations,
  );

/** A Secret; labels, in flow style, stand on line 6. */
export const secret = (name: string, keys: readonly string[], labels = ''): string =>
  `apiVersion: v1
kind: Secret
metadata:
  name: ${name}
  namespace: shop
${labels === '' ? '' : `  labels: {${labels}}\n`}stringData: {${keys.map((key) => `${key}: abc`).join(', ')}}
`;

/** A plugin that takes its configuration from the key `config` of a Secret, named on line 9. */
export const configuredBy = (name: string): string =>
  plugin('auth', { more: `configFrom:\n  secretKeyRef:\n    name: ${name}\n    key: config\n` });
