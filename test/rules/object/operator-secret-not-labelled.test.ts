import { manifest } from '../../manifests/gateway-api.ts';
import { gateway } from '../../manifests/gateway-api.ts';
import { managedClass, operator } from '../../kong/operator/operator-cluster.ts';
import { testRule } from '../rule-cases.ts';

const listener = '{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}';
const secret = (labels = ''): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: c, namespace: kong${labels === '' ? '' : `, labels: {${labels}}`}}\n`;
const tree = (release: string, made: string, container = '') => ({
  'class.yaml': managedClass,
  'gateway.yaml': gateway([listener]),
  'made.yaml': made,
  'operator.yaml': operator(release, container),
});
const certificate = (spec: object = {}): string =>
  manifest('cert-manager.io/v1', 'Certificate', 'c', 'kong', { secretName: 'c', ...spec });
const labels = { 'konghq.com/secret': 'true' };

testRule('operator-secret-not-labelled', {
  valid: {
    'before the label was needed': tree('1.6.2', secret()),
    'with the label': tree('2.2.3', secret('konghq.com/secret: "true"')),
    'a Certificate that puts it there': tree('2.2.3', certificate({ secretTemplate: { labels } })),
    'an operator that sees every Secret': tree('2.2.3', secret(), 'args: ["--secret-label-selector="]'),
    'a Secret that something else makes': tree('2.2.3', manifest('onepassword.com/v1', 'OnePasswordItem', 'c', 'kong')),
    'no operator in the tree': { ...tree('2.2.3', secret()), 'operator.yaml': '' },
    'an operator of no release': tree('nightly', secret()),
  },
  invalid: {
    'a Secret': [tree('2.0.11', secret()), 'made.yaml:3 Secret kong/c lacks the label konghq.com/secret: "true"'],
    'the label says no': [tree('2.2.3', secret('konghq.com/secret: "false"')), 'made.yaml:3 lacks the label'],
    'a Certificate': [
      tree('2.3.0', certificate()),
      'made.yaml:4 Certificate kong/c makes a Secret that lacks the label',
    ],
    'a label of the operator\u2019s own': [
      tree('2.2.3', secret(), 'args: ["--secret-label-selector=example.com/tls"]'),
      'made.yaml:3 lacks the label example.com/tls: "true"',
    ],
  },
});
