import { gatewayClass, manifest } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { kongWithService } from '../../manifests/kong.ts';
import type { Files } from '../../../src/review/in-memory.ts';
import { testRule } from '../rule-cases.ts';

const withValues = (...lines: readonly string[]): Files => ({
  'class.yaml': gatewayClass(),
  'kong.yaml': kongApplication(lines.map((line) => `${line}\n`).join('')),
});
const chart = withValues('image: {tag: "3.9"}');

/** An Ingress of Kong's class with one path, which stands on line 6. */
const ingress = (path: string, { pathType = 'ImplementationSpecific', annotations = {} } = {}): Files => ({
  'ingress.yaml': manifest('networking.k8s.io/v1', 'Ingress', 'web', 'shop', {
    ingressClassName: 'kong',
    rules: [{ http: { paths: [{ path, pathType, backend: { service: { name: 'web', port: { number: 80 } } } }] } }],
  }).replace('metadata:\n', `metadata:\n  annotations: ${JSON.stringify(annotations)}\n`),
});
const ingressClass = (parameters = ''): string =>
  `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: kong}\nspec: {controller: ingress-controllers.konghq.com/kong${parameters}}\n`;
const toParameters =
  ', parameters: {apiGroup: configuration.konghq.com, kind: IngressClassParameters, name: old, namespace: kong}';
const parameters = manifest('configuration.konghq.com/v1alpha1', 'IngressClassParameters', 'old', 'kong', {
  enableLegacyRegexDetection: true,
});

testRule('ingress-path-literal', {
  valid: {
    'a plain path': { ...chart, ...ingress('/users/v1.0') },
    'a regular expression': { ...chart, ...ingress('/~/users/\\d+') },
    'what an API has in its paths': { ...chart, ...ingress("/odata/Users('ann')/$value") },
    'braces, which stand in some paths': { ...chart, ...ingress('/users/{id}') },
    'a path of which the controller makes a regular expression': {
      ...chart,
      ...ingress('/users/.*', { pathType: 'Prefix' }),
    },
    'another exact one': { ...chart, ...ingress('/users/.*', { pathType: 'Exact' }) },
    'another prefix of regular expressions': {
      ...chart,
      ...ingress('/@/users/\\d+', { annotations: { 'konghq.com/regex-prefix': '/@' } }),
    },
    'every path being one': {
      ...chart,
      ...ingress('/users/\\d+', { annotations: { 'konghq.com/regex-prefix': '' } }),
    },
    'Kong before 3.0': { ...withValues('image: {tag: "2.8"}'), ...ingress('/users/\\d+') },
    'a release of Kong that is not known': { ...withValues('image: {tag: "latest"}'), ...ingress('/users/\\d+') },
    'parameters of the class': { ...chart, ...ingress('/users/\\d+'), 'ic.yaml': ingressClass(toParameters) },
    'parameters, whatever names them': { ...chart, ...ingress('/users/\\d+'), 'parameters.yaml': parameters },
    'a class that nothing of the repository makes': { 'kong.yaml': kongWithService(), ...ingress('/users/\\d+') },
    'a class of the environment': {
      ...withValues('image: {tag: "3.9"}', 'ingressController: {createIngressClass: false}'),
      ...ingress('/users/\\d+'),
    },
    'an Ingress of somebody else': {
      ...chart,
      'ingress.yaml': (ingress('/users/\\d+')['ingress.yaml'] ?? '').replace(
        '"ingressClassName":"kong"',
        '"ingressClassName":"nginx"',
      ),
    },
  },
  invalid: {
    'a class of digits': [
      { ...chart, ...ingress('/users/\\d+') },
      'ingress.yaml:7 Ingress shop/web: the path "/users/\\d+" looks like a regular expression and is none: the controller takes for one what begins with /~. After merge: only requests whose own path begins with /users/\\d+ match',
    ],
    'alternatives, with a class of the repository': [
      { ...chart, ...ingress('/(users|orders)'), 'ic.yaml': ingressClass() },
      'ingress.yaml:7 Ingress shop/web: the path "/(users|orders)" looks like a regular expression',
    ],
    'anything at all': [
      { ...chart, ...ingress('/users/?(.*)') },
      'ingress.yaml:7 Ingress shop/web: the path "/users/?(.*)" looks like a regular expression',
    ],
    'an end': [
      { ...chart, ...ingress('/users$') },
      'ingress.yaml:7 Ingress shop/web: the path "/users$" looks like a regular expression',
    ],
    'an asterisk': [
      { ...chart, ...ingress('/users/*') },
      'ingress.yaml:7 Ingress shop/web: the path "/users/*" ends with an asterisk, which stands for itself: a path of the type ImplementationSpecific matches what begins with it. After merge: only requests whose own path begins with /users/* match',
    ],
    'the prefix of another Ingress': [
      { ...chart, ...ingress('/~/users/\\d+', { annotations: { 'konghq.com/regex-prefix': '/@' } }) },
      'ingress.yaml:7 Ingress shop/web: the path "/~/users/\\d+" looks like a regular expression and is none: the controller takes for one what begins with /@.',
    ],
  },
});
