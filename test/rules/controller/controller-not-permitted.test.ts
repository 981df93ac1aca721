import type { Files } from '../../../src/review/in-memory.ts';
import { gateway, gatewayClass, manifest } from '../../manifests/gateway-api.ts';
import { testChange } from '../rule-cases.ts';

const rbac = 'rbac.authorization.k8s.io/v1';
const role = (name: string, rules: readonly object[], labels: object = {}): string =>
  `apiVersion: ${rbac}\nkind: ClusterRole\nmetadata: ${JSON.stringify({ name, labels })}\nrules: ${JSON.stringify(rules)}\n`;
const binding = (name: string, to = name): string =>
  `apiVersion: ${rbac}\nkind: ClusterRoleBinding\nmetadata: {name: ${name}}\nroleRef: {kind: ClusterRole, name: ${to}}\nsubjects:\n  - {kind: ServiceAccount, name: controller, namespace: kong}\n`;
const plugins = { apiGroups: ['configuration.konghq.com'], resources: ['kongplugins'], verbs: ['list', 'watch'] };
const gateways = {
  apiGroups: ['gateway.networking.k8s.io'],
  resources: ['gateways', 'httproutes'],
  verbs: ['list', 'watch'],
};
const deployment = manifest('apps/v1', 'Deployment', 'controller', 'kong', {
  template: {
    spec: {
      serviceAccountName: 'controller',
      containers: [
        {
          name: 'ingress-controller',
          image: 'kong/kubernetes-ingress-controller:3.5.1',
          env: [{ name: 'CONTROLLER_PUBLISH_SERVICE', value: 'kong/proxy' }],
        },
      ],
    },
  },
});
const watching = deployment.replace('"env":[', '"env":[{"name":"CONTROLLER_WATCH_NAMESPACE","value":"kong,shop"},');
const tree = (rules: readonly object[], more: Files = {}, labels: object = {}): Files => ({
  'class.yaml': gatewayClass(),
  'gateway.yaml': gateway(['http HTTP 80']),
  'controller.yaml': deployment,
  'role.yaml': role('kong', rules, labels),
  'binding.yaml': binding('kong'),
  ...more,
});
const whole = tree([plugins, gateways]);
const { 'gateway.yaml': _, ...withoutGateway } = tree([plugins]);
const { 'role.yaml': __, ...withoutRole } = tree([plugins]);

testChange('controller-not-permitted', {
  silent: {
    'what stays': [whole, tree([gateways])],
    'a role that never had it': [tree([plugins]), tree([plugins, plugins])],
    'a role that has it all': [whole, tree([{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }])],
    'another role that has it': [whole, tree([plugins], { 'kong-gateways.yaml': role('kong-gateways', [gateways]) })],
    'a role of others put together': [
      whole,
      tree([plugins], {
        'sum.yaml': `apiVersion: ${rbac}\nkind: ClusterRole\nmetadata: {name: kong-sum}\naggregationRule: {}\n`,
      }),
    ],
    'a role that is not here, bound to it': [
      whole,
      tree([plugins], { 'admin.yaml': binding('kong-admin', 'cluster-admin') }),
    ],
    'a role that goes as a whole': [whole, withoutRole],
    'a controller that watches some namespaces, where Roles may let it': [
      { ...whole, 'controller.yaml': watching },
      { ...tree([plugins]), 'controller.yaml': watching },
    ],
    'no Gateway': [whole, withoutGateway],
    'what is rendered somewhere else too': [
      whole,
      tree([plugins], { 'kustomization.yaml': 'resources: [https://example.com/kong.yaml, role.yaml]\n' }),
    ],
  },
  told: {
    'rules that go': [
      whole,
      tree([plugins]),
      'role.yaml:4 ClusterRole kong no longer lets the controller kong/controller list and watch Gateways.',
    ],
    'rules that a chart leaves out': [
      tree([plugins, gateways], {}, { 'helm.sh/chart': 'kong-3.4.1' }),
      tree([plugins], {}, { 'helm.sh/chart': 'kong-3.4.1' }),
      'role.yaml:4 ClusterRole kong no longer lets the controller kong/controller list and watch Gateways. Without a cluster to ask, helm template leaves its rules out unless --api-versions names gateway.networking.k8s.io/v1.',
    ],
  },
});
