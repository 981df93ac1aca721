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

const consumer = `apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: ann, namespace: kong, annotations: {kubernetes.io/ingress.class: kong}}
username: ann
credentials: [c]
`;
const plugin = `apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: limits, namespace: kong}
plugin: rate-limiting
configFrom: {secretKeyRef: {name: c, key: config}}
`;
const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: kong, annotations: {konghq.com/plugins: limits}}
spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: web, port: 80}]}]}
`;
const extension = manifest('konnect.konghq.com/v1alpha2', 'KonnectExtension', 'konnect', 'kong', {
  clientAuth: { certificateSecret: { provisioning: 'Manual', secretRef: { name: 'c' } } },
});
const signIn = manifest('konnect.konghq.com/v1alpha1', 'KonnectAPIAuthConfiguration', 'konnect', 'kong', {
  type: 'secretRef',
  secretRef: { name: 'c' },
  serverURL: 'eu.api.konghq.com',
});
const credential = secret('konghq.com/credential: key-auth');
const named = (release: string, made: string, more: Record<string, string>) => ({
  ...tree(release, made),
  'gateway.yaml': gateway(['http HTTP 80']),
  ...more,
});

/** With the controllers of Konnect, which do not run by themselves. */
const konnected = (release: string, made: string, object: string) => ({
  ...tree(release, made, 'args: ["--enable-controller-konnect"]'),
  'gateway.yaml': gateway(['http HTTP 80']),
  'k.yaml': object,
});

testRule('operator-secret-not-labelled', {
  valid: {
    'the token of Konnect with both labels': konnected(
      '2.2.3',
      secret('konghq.com/credential: konnect, konghq.com/secret: "true"'),
      signIn,
    ),
    'a certificate of Konnect before the label was needed': konnected('1.6.2', secret(), extension),
    'a certificate of Konnect that no controller reads': named('2.2.3', secret(), { 'k.yaml': extension }),
    'a credential before the label was needed': named('1.6.2', credential, { 'a.yaml': consumer }),
    'a credential with both labels': named(
      '2.2.3',
      secret('konghq.com/credential: key-auth, konghq.com/secret: "true"'),
      {
        'a.yaml': consumer,
      },
    ),
    'a consumer of another class': named('2.2.3', credential, {
      'a.yaml': consumer.replace('class: kong', 'class: x'),
    }),
    'a plugin that nothing names': named('2.2.3', secret(), { 'p.yaml': plugin }),
    'before the label was needed': tree('1.6.2', secret()),
    'with the label': tree('2.2.3', secret('konghq.com/secret: "true"')),
    'a Certificate that puts it there': tree('2.2.3', certificate({ secretTemplate: { labels } })),
    'an operator that sees every Secret': tree('2.2.3', secret(), 'args: ["--secret-label-selector="]'),
    'a Secret that something else makes': tree('2.2.3', manifest('onepassword.com/v1', 'OnePasswordItem', 'c', 'kong')),
    'no operator in the tree': { ...tree('2.2.3', secret()), 'operator.yaml': '' },
    'an operator of no release': tree('nightly', secret()),
  },
  invalid: {
    'the certificate of a KonnectExtension': [
      konnected('2.2.3', secret(), extension),
      'made.yaml:3 Secret kong/c lacks the label konghq.com/secret: "true", without which Kong Operator sees no Secret; KonnectExtension kong/konnect names it. After merge: DataPlaneCertificateProvisioned=False, and nothing that needs it gets to Konnect',
    ],
    'the token of Konnect': [
      konnected('2.2.3', secret('konghq.com/credential: konnect'), signIn),
      'made.yaml:3 KonnectAPIAuthConfiguration kong/konnect names it. After merge: APIAuthValid=False, Invalid, and nothing that needs it gets to Konnect',
    ],
    'a credential': [
      named('2.2.3', credential, { 'a.yaml': consumer }),
      'made.yaml:3 Secret kong/c lacks the label konghq.com/secret: "true", without which Kong Operator sees no Secret; KongConsumer kong/ann names it. After merge: the operator leaves the credential out',
    ],
    'the configuration of a plugin': [
      named('2.2.3', secret(), { 'p.yaml': plugin, 'r.yaml': route }),
      'made.yaml:3 Secret kong/c lacks the label konghq.com/secret: "true", without which Kong Operator sees no Secret; KongPlugin kong/limits names it. After merge: the operator leaves the plugin out',
    ],
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
