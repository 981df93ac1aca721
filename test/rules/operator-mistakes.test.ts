import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { gateway, manifest } from '../manifests/gateway-api.ts';
import {
  gatewayConfiguration,
  kongVariables,
  operatorApplication,
  withController,
  withOperator,
} from '../manifests/migration.ts';

/** What users of Kong Operator stumbled over, by the number of the issue, and what is said of it before the merge. */

const managed = (...listeners: readonly string[]): Files => ({
  'gateway.yaml': gateway(listeners, { className: 'managed' }),
});
const https = 'https HTTPS 443 tls: {certificateRefs: [{name: edge}]}';
const passthrough = 'tls TLS 8443 tls: {mode: Passthrough}';
const certificate = {
  'certificate.yaml': manifest('cert-manager.io/v1', 'Certificate', 'edge', 'kong', { secretName: 'edge' }),
};
const consumer = (ingressClass: string): string => `apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: ann, namespace: kong, annotations: {kubernetes.io/ingress.class: ${ingressClass}}}
username: ann
credentials: [ann-key]
`;
const credential = `apiVersion: v1
kind: Secret
metadata: {name: ann-key, namespace: kong, labels: {konghq.com/credential: key-auth}}
stringData: {key: example}
`;
const foreign = manifest('gateway.networking.k8s.io/v1', 'GatewayClass', 'managed', undefined, {
  controllerName: 'konghq.com/gateway-operator',
  parametersRef: { group: '', kind: 'ConfigMap', name: 'kong', namespace: 'kong' },
});
const deployment = { replicas: 2, scaling: { horizontal: { maxReplicas: 4 } } };
const internal = 'proxy:\n  annotations: {service.beta.kubernetes.io/aws-load-balancer-internal: "true"}\n';
const extension = (ref: object): Files => ({
  'extension.yaml': manifest('konnect.konghq.com/v1alpha2', 'KonnectExtension', 'konnect', 'kong', ref),
});

const silent: readonly string[] = [];

test.each<readonly [issue: string, files: Files, said: readonly string[]]>([
  [
    '3012 a Secret of cert-manager is not found',
    withOperator(null, { ...managed(https), ...certificate }),
    ['operator-secret-not-labelled'],
  ],
  [
    '4680 a credential is not found although it is labelled',
    withOperator(null, { 'ann.yaml': consumer('kong'), 'key.yaml': credential }),
    ['operator-secret-not-labelled'],
  ],
  [
    '64 TLS passthrough is not accepted',
    withOperator(null, managed(passthrough), '1.2.1'),
    ['listener-protocol-unsupported'],
  ],
  ['64 TLS passthrough since it is', withOperator(null, managed(passthrough)), silent],
  ['1510, 2063 TCP is unsupported', withOperator(null, managed('tcp TCP 9000')), ['listener-protocol-unsupported']],
  ['1510, 2063 TCP since it is supported', withOperator(null, managed('tcp TCP 9000'), '1.4.0-rc.1'), silent],
  [
    '3510 several certificates',
    withOperator(null, managed('https HTTPS 443 tls: {certificateRefs: [{name: a}, {name: b}]}')),
    ['listener-certificate'],
  ],
  [
    '3511 several TLS listeners on one port',
    withOperator(
      null,
      managed(
        'a TLS 8443 hostname: a.example.com, tls: {mode: Passthrough}',
        'b TLS 8443 hostname: b.example.com, tls: {mode: Passthrough}',
      ),
    ),
    ['listener-conflict'],
  ],
  [
    '2854 KONG_PORT_MAPS blocks reconciliation',
    withOperator(kongVariables({ KONG_PORT_MAPS: '443:8443' }), {}, '1.2.1'),
    ['operator-gateway-not-provisioned'],
  ],
  [
    '2854 KONG_PORT_MAPS since the operator sets it',
    withOperator(kongVariables({ KONG_PORT_MAPS: '443:8443' })),
    silent,
  ],
  [
    '2482 a listen that is not where the policy wants it',
    withOperator(kongVariables({ KONG_PROXY_LISTEN: '0.0.0.0:9000' })),
    ['operator-gateway-not-provisioned'],
  ],
  [
    '982 parameters of another kind',
    withOperator(null, { 'class.yaml': foreign }),
    ['operator-parameters-not-accepted'],
  ],
  [
    '1320 the name of the GatewayClass is no ingress class',
    withOperator(null, { 'ann.yaml': consumer('managed') }),
    ['operator-ingress-class-not-read'],
  ],
  [
    '120 a configuration for one Gateway, before there was such',
    withOperator(
      null,
      {
        'gateway.yaml': gateway(undefined, { className: 'managed' }).replace(
          'spec:\n',
          'spec:\n  infrastructure: {parametersRef: {group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: edge}}\n',
        ),
        'configuration.yaml': gatewayConfiguration({}),
      },
      '1.0.2',
    ),
    ['operator-parameters-not-accepted'],
  ],
  [
    '178 an internal load balancer by values of the operator',
    withOperator(null, { 'operator.yaml': operatorApplication('1.3.1', 'kong-operator', internal) }),
    ['values-without-effect'],
  ],
  ['78 replicas beside scaling', withOperator({ dataPlaneOptions: { deployment } }), ['object-rejected']],
  [
    '2919 the certificate of a KonnectExtension',
    withOperator(null, {
      'operator.yaml': operatorApplication('1.3.1', 'kong-operator', 'env:\n  enable_controller_konnect: "true"\n'),
      'secret.yaml': credential.replace('ann-key', 'a'),
      ...extension({ clientAuth: { certificateSecret: { provisioning: 'Manual', secretRef: { name: 'a' } } } }),
    }),
    ['operator-secret-not-labelled'],
  ],
  // Definitions of Konnect's kinds are not known here.
  [
    '2152 a KonnectExtension by konnectID',
    withOperator(null, extension({ konnect: { controlPlane: { ref: { type: 'konnectID' } } } })),
    silent,
  ],
  [
    '2609 a hybrid Gateway whose token may be elsewhere',
    withOperator({ konnect: { authRef: { name: 'gone' } } }),
    silent,
  ],
  [
    '2609 a hybrid Gateway without its token',
    withOperator(
      { konnect: { authRef: { name: 'gone' } } },
      {
        '.github/portcullis.yml': 'clusters: [{name: prod, paths: ["**"], complete: [KonnectAPIAuthConfiguration]}]\n',
      },
    ),
    ['operator-gateway-not-provisioned'],
  ],
  ['310 definitions that are not applied', withOperator({}), silent],
])('%s', (_, files, said) => {
  const rules = reviewFiles(files).findings.map(({ rule }) => rule);
  expect([...new Set(rules)]).toEqual(said);
});

test('2592 the way from the ingress controller', () => {
  const { findings } = reviewFiles(withOperator(), withController('env:\n  trusted_ips: 10.0.0.0/8\n'));
  expect([...new Set(findings.map(({ rule }) => rule))].toSorted()).toEqual([
    'migration-address-changes',
    'migration-default-differs',
    'migration-setting-not-carried-over',
  ]);
});
