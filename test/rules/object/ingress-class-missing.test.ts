import { gatewayClass } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { kongWithService } from '../../manifests/kong.ts';
import type { Files } from '../../../src/review/in-memory.ts';
import { testChange, testRule } from '../rule-cases.ts';

const chart: Files = { 'class.yaml': gatewayClass(), 'kong.yaml': kongApplication() };
const own = (kind: string, { annotations = '', more = 'username: ann\n' } = {}): string =>
  `apiVersion: configuration.konghq.com/v1
kind: ${kind}
metadata:
  name: ann
  namespace: shop
${annotations === '' ? '' : `  annotations: {${annotations}}\n`}${more}`;
const clusterPlugin = (metadata: string): string =>
  `apiVersion: configuration.konghq.com/v1\nkind: KongClusterPlugin\nmetadata: {name: auth${metadata}}\nplugin: key-auth\n`;
const ingressClass = (annotations = ''): string =>
  `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: kong${annotations}}\nspec: {controller: ingress-controllers.konghq.com/kong}\n`;
const asDefault = ', annotations: {ingressclass.kubernetes.io/is-default-class: "true"}';
const ann = { 'ann.yaml': own('KongConsumer') };
const values = (...lines: readonly string[]): Files => ({
  ...chart,
  'kong.yaml': kongApplication(lines.map((line) => `${line}\n`).join('')),
});

testRule('ingress-class-missing', {
  valid: {
    'the class of the controller': {
      ...chart,
      'ann.yaml': own('KongConsumer', { annotations: 'kubernetes.io/ingress.class: kong' }),
    },
    'another class, which is somebody else’s': {
      ...chart,
      'ann.yaml': own('KongConsumer', { annotations: 'kubernetes.io/ingress.class: internal' }),
    },
    'a namespace that the controller does not watch': {
      ...values('ingressController:', '  env: {watch_namespace: platform}'),
      ...ann,
    },
    'a kind that the controller does not read': {
      ...values('ingressController:', '  env: {enable_controller_kongconsumer: "false"}'),
      ...ann,
    },
    'no controller in the repository': { 'class.yaml': gatewayClass(), ...ann },
    'a class that nothing of the repository makes': { 'kong.yaml': kongWithService(), ...ann },
    'a class of the repository that is the default one': {
      'kong.yaml': kongWithService(),
      'ingress-class.yaml': ingressClass(asDefault),
      ...ann,
    },
    'a class that the chart makes the default one': {
      ...values(
        'ingressController:',
        '  ingressClassAnnotations: {ingressclass.kubernetes.io/is-default-class: "true"}',
      ),
      ...ann,
    },
    'a class of the environment, which the chart does not make': {
      ...values('ingressController:', '  env: {ingress_class: public}'),
      ...ann,
    },
    'a class that the chart does not make': { ...values('ingressController:', '  createIngressClass: false'), ...ann },
    'a consumer of a control plane of Konnect': {
      ...chart,
      'ann.yaml': own('KongConsumer', {
        more: 'username: ann\nspec:\n  controlPlaneRef: {type: konnectNamespacedRef, konnectNamespacedRef: {name: a}}\n',
      }),
    },
    'a plugin of the cluster that is not for all requests': { ...chart, 'auth.yaml': clusterPlugin('') },
    'a consumer that the API server refuses': { ...chart, 'ann.yaml': own('KongConsumer', { more: '' }) },
  },
  invalid: {
    'a class that the chart makes': [
      { ...chart, ...ann },
      'ann.yaml:4 KongConsumer shop/ann lacks the annotation kubernetes.io/ingress.class, and the controller kong/kong-kong reads the class kong alone, which is not the default. After merge: the consumer is not in Kong, nor are its credentials and plugins',
    ],
    'a class of another name': [
      { ...values('ingressController:', '  ingressClass: public'), ...ann },
      'ann.yaml:4 reads the class public alone',
    ],
    'a namespace among those that the controller watches': [
      {
        ...values('ingressController:', '  env: {watch_namespace: "platform,shop"}'),
        ...ann,
      },
      'ann.yaml:4 the controller kong/kong-kong reads the class kong alone',
    ],
    'a class of the repository': [
      { 'kong.yaml': kongWithService(), 'ingress-class.yaml': ingressClass(), ...ann },
      'ann.yaml:4 the controller kong/kong reads the class kong alone',
    ],
    'an empty one': [
      { ...chart, 'ann.yaml': own('KongConsumer', { annotations: 'kubernetes.io/ingress.class: ""' }) },
      'ann.yaml:4 lacks the annotation',
    ],
    'a plugin for all requests': [
      { ...chart, 'auth.yaml': clusterPlugin(', labels: {global: "true"}') },
      'auth.yaml:3 KongClusterPlugin auth lacks the annotation kubernetes.io/ingress.class, and the controller kong/kong-kong reads the class kong alone, which is not the default. After merge: key-auth acts on no request',
    ],
  },
});

testChange('ingress-class-missing', {
  silent: {
    'what was so before': [
      { ...chart, ...ann },
      { ...chart, ...ann, 'a.yaml': 'a: 1\n' },
    ],
  },
  told: {
    'a class that is taken away': [
      { ...chart, 'ann.yaml': own('KongConsumer', { annotations: 'kubernetes.io/ingress.class: kong' }) },
      { ...chart, ...ann },
      'ann.yaml:5 lacks the annotation',
    ],
  },
});
