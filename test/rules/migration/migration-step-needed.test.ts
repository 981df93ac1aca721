import { gateway, manifest } from '../../manifests/gateway-api.ts';
import { kongRepository } from '../../manifests/gitops-tools.ts';
import { operatorApplication, withController, withOperator } from '../../manifests/migration.ts';
import { testChange } from '../rule-cases.ts';
import type { Files } from '../../../src/review/in-memory.ts';

/** The operator's chart, installed by Helm; its version stands on line 11. */
const helmRelease = (chart: string, version: string, values: object = {}): string =>
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: operator
  namespace: kong-system
spec:
  chart:
    spec:
      sourceRef: {kind: HelmRepository, name: kong, namespace: flux-system}
      chart: ${chart}
      version: ${version}
  values: ${JSON.stringify(values)}
`;
const helm = (chart: string, version: string, more: Files = {}, values: object = {}): Files =>
  withOperator(null, { 'operator.yaml': helmRelease(chart, version, values), 'source.yaml': kongRepository, ...more });
const applied = (chart: string, version: string, more: Files = {}): Files =>
  withOperator(null, { 'operator.yaml': operatorApplication(version, chart), ...more });
const bundle = (version: string): Files => ({
  'kustomization.yaml': `resources:\n  - https://github.com/kubernetes-sigs/gateway-api/config/crd?ref=v${version}\n  - class.yaml\n  - gateway.yaml\n  - operator.yaml\n  - source.yaml\n`,
});
const https: Files = {
  'gateway.yaml': gateway(['https HTTPS 443 tls: {certificateRefs: [{name: edge}]}'], { className: 'managed' }),
};
const secret = (labels: object): Files => ({
  'secret.yaml': `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: edge, namespace: kong, labels: ${JSON.stringify(labels)}}\nspec: {}\n`,
});
const certificate: Files = {
  'secret.yaml': manifest('cert-manager.io/v1', 'Certificate', 'edge', 'kong', { secretName: 'edge' }),
};
const configuration = (container: object): Files => ({
  'configuration.yaml': manifest('gateway-operator.konghq.com/v1beta1', 'GatewayConfiguration', 'edge', 'kong', {
    controlPlaneOptions: {
      deployment: { podTemplateSpec: { spec: { containers: [{ name: 'controller', ...container }] } } },
    },
  }),
});
const token = manifest('konnect.konghq.com/v1alpha1', 'KonnectAPIAuthConfiguration', 'konnect', 'kong', {
  type: 'secretRef',
  secretRef: { name: 'token', namespace: 'secrets' },
  serverURL: 'eu.api.konghq.com',
});
const grant = manifest('configuration.konghq.com/v1alpha1', 'KongReferenceGrant', 'tokens', 'secrets', {
  from: [{ group: 'konnect.konghq.com', kind: 'KonnectAPIAuthConfiguration', namespace: 'kong' }],
  to: [{ group: 'core', kind: 'Secret' }],
});
const extension = manifest('konnect.konghq.com/v1alpha1', 'KonnectExtension', 'konnect', 'kong', {
  konnect: { controlPlane: { ref: { type: 'konnectID', konnectID: 'a6554c4c' } } },
});
/** With the controllers of Konnect. */
const connected = (version: string, more: Files, chart = 'kong-operator'): Files => ({
  ...applied(chart, version, more),
  'operator.yaml': operatorApplication(version, chart, 'env:\n  enable_controller_konnect: "true"\n'),
});
const old = '0.6.1';
const flag = { name: 'CONTROLLER_FEATURE_GATES' };

testChange('migration-step-needed', {
  silent: {
    'the same release': [helm('kong-operator', '1.2.1', https), helm('kong-operator', '1.2.1', https)],
    'a release of one line': [helm('kong-operator', '1.3.0', https), helm('kong-operator', '1.3.1', https)],
    'a chart that brings its definitions each time': [
      applied('gateway-operator', old),
      applied('kong-operator', '1.0.2'),
    ],
    'definitions that are left to others': [
      helm('gateway-operator', old),
      helm('kong-operator', '1.0.2', {}, { 'ko-crds': { enabled: false } }),
    ],
    'Secrets whose labels are known': [
      applied('gateway-operator', old, { ...https, ...certificate }),
      applied('kong-operator', '1.0.2', { ...https, ...certificate }),
    ],
    'definitions of Gateway API that come along': [
      helm('kong-operator', '1.2.1', bundle('1.4.1')),
      helm('kong-operator', '1.3.1', bundle('1.5.1')),
    ],
    'a deployment that was read': [
      applied('gateway-operator', '0.5.0', configuration({ env: [flag] })),
      applied('gateway-operator', old, configuration({ env: [flag] })),
    ],
    'a token that a grant allows': [
      connected('1.3.1', { 'token.yaml': token, 'grant.yaml': grant }),
      connected('1.4.0-rc.1', { 'token.yaml': token, 'grant.yaml': grant }),
    ],
    'a token that nothing reads': [
      applied('kong-operator', '1.3.1', { 'token.yaml': token }),
      applied('kong-operator', '1.4.0-rc.1', { 'token.yaml': token }),
    ],
    'an operator that comes first': [withController(), helm('kong-operator', '1.3.1')],
  },
  told: {
    'the older chart by the newer one': [
      helm('gateway-operator', old),
      helm('kong-operator', '1.0.2'),
      'operator.yaml:11 the chart kong-operator of release operator in namespace kong-system brings the definitions that gateway-operator left in the cluster',
    ],
    'Secrets that are not here, on the way to 2.0': [
      applied('gateway-operator', old, https),
      applied('kong-operator', '1.0.2', https),
      'operator.yaml:10 Kong Operator 2.0 sees Secrets only with the label konghq.com/secret: "true". Nothing here tells whether Secret kong/edge, which is named by listeners, has it.',
    ],
    'a Secret that something makes, with labels of its own': [
      applied('gateway-operator', old, { ...https, ...secret({}) }),
      applied('kong-operator', '1.0.2', { ...https, ...secret({}) }),
      'operator.yaml:10 Kong Operator 2.0 sees Secrets only with the label',
    ],
    'Secrets that are not here, from the ingress controller': [
      withController('', https),
      applied('kong-operator', '1.3.1', https),
      'operator.yaml:4 Kong Operator 2.2.2 sees Secrets only with the label',
    ],
    'a variable from elsewhere': [
      applied(
        'gateway-operator',
        old,
        configuration({ env: [{ ...flag, valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }] }),
      ),
      applied(
        'kong-operator',
        '1.0.2',
        configuration({ env: [{ ...flag, valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }] }),
      ),
      "operator.yaml:10 GatewayConfiguration kong/edge says how the controller's Pod runs, and Kong Operator 2.0 has no such Pod: it cannot make fields of CONTROLLER_FEATURE_GATES, whose value stands elsewhere.",
    ],
    'the image of the controller': [
      applied('gateway-operator', old, configuration({ image: 'kong/kubernetes-ingress-controller:3.4' })),
      applied('kong-operator', '1.0.2', configuration({ image: 'kong/kubernetes-ingress-controller:3.4' })),
      "operator.yaml:10 GatewayConfiguration kong/edge says how the controller's Pod runs, and Kong Operator 2.0 has no such Pod: variables that it knows become fields of controlPlaneOptions",
    ],
    'a token of another namespace, on the way to 2.3': [
      connected('1.3.1', { 'token.yaml': token }),
      connected('1.4.0-rc.1', { 'token.yaml': token }),
      'operator.yaml:10 Kong Operator 2.3.0 takes the token of KonnectAPIAuthConfiguration kong/konnect from namespace secrets only where a KongReferenceGrant there allows it, and none is here.',
    ],
    'a KonnectExtension of the version that is gone': [
      connected('0.6.1', { 'extension.yaml': extension }, 'gateway-operator'),
      connected('1.0.2', { 'extension.yaml': extension }),
      'operator.yaml:10 Kong Operator 2.0 serves KonnectExtensions of v1alpha2 alone, and KonnectExtension kong/konnect is of v1alpha1.',
    ],
    'definitions of Gateway API that Helm lets be': [
      helm('kong-operator', '1.2.1', bundle('1.4.1')),
      helm('kong-operator', '1.3.1', bundle('1.4.1')),
      'operator.yaml:11 Kong Operator 2.2.2 reads Gateway API as release 1.5 has it.',
    ],
  },
});
