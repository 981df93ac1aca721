import { expect, test } from 'vitest';
import type { Files } from '../../src/review/in-memory.ts';
import { kongWithService } from '../manifests/kong.ts';
import { viewOf } from './cluster-view.ts';

const ingress = (annotations: string, spec: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop, annotations: {${annotations}}}
spec: {${spec}rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
`;

const ingressClass = (name: string, isDefault = 'true'): string => `---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ${name}, annotations: {ingressclass.kubernetes.io/is-default-class: "${isDefault}"}}
spec: {controller: ingress-controllers.konghq.com/kong}
`;

const plugins = 'konghq.com/plugins: a';
const settings = (text: string): Files => ({
  'kong.yaml': kongWithService({ controllerSettings: `CONTROLLER_PUBLISH_SERVICE: kong/proxy\n${text}` }),
});

/** An Ingress, and whether the controller of class `kong` reads it. */
const cases: readonly [string, string, boolean, Files?][] = [
  ['the class as a field', ingress('', 'ingressClassName: kong, '), true],
  ['the class as an annotation', ingress('kubernetes.io/ingress.class: kong', ''), true],
  ['another one as a field', ingress(plugins, 'ingressClassName: nginx, '), false],
  ['the annotation comes first', ingress('kubernetes.io/ingress.class: nginx', 'ingressClassName: kong, '), false],
  ['no class', ingress(plugins, ''), false],
  ['no class, and ours is the default', ingress(plugins, '') + ingressClass('kong'), true],
  ['no class, and another is the default', ingress(plugins, '') + ingressClass('nginx'), false],
  ['no class, and ours says that it is not', ingress(plugins, '') + ingressClass('kong', 'false'), false],
  ['two defaults', ingress(plugins, '') + ingressClass('kong') + ingressClass('nginx'), false],
  ['a class that is filled in later', ingress(plugins, 'ingressClassName: "${CLASS}", '), false],
  [
    'a class of the controller’s own',
    ingress(plugins, 'ingressClassName: edge, '),
    true,
    settings('CONTROLLER_INGRESS_CLASS: edge'),
  ],
  [
    'a controller that reads none',
    ingress('', 'ingressClassName: kong, '),
    false,
    settings('CONTROLLER_ENABLE_CONTROLLER_INGRESS_NETWORKINGV1: false'),
  ],
  [
    'a namespace that is not watched',
    ingress('', 'ingressClassName: kong, '),
    false,
    settings('CONTROLLER_WATCH_NAMESPACE: other'),
  ],
];

test.each(cases)('%s', (_, text, expected, more) => {
  const files = { ...(more ?? settings('CONTROLLER_INGRESS_CLASS: kong')), 'ingress.yaml': text };
  const found = viewOf(files).ingresses.map(({ object }) => object.name.value);
  expect(found).toEqual(expected ? ['shop'] : []);
});
