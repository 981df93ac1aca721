import { expect, test } from 'vitest';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import { rules } from '../../src/rules/index.ts';
import { gateway, manifest, plainClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { kongVariables, operatorApplication, withOperator } from '../manifests/migration.ts';

/**
 * Every rule on Gateways of Kong Operator: the tree in which it speaks of one, or the tree in which it has something to
 * say of the ingress controller and nothing of the operator.
 */

const managed = (...listeners: readonly string[]): Files => ({
  'gateway.yaml': gateway(listeners, { className: 'managed' }),
});
const named = (name: string): Files => ({
  'gateway.yaml': gateway(['http HTTP 80'], { className: 'managed', name }),
});
const values = (text: string, chart = '1.3.1', name = 'kong-operator'): Files => ({
  'operator.yaml': operatorApplication(chart, name, text),
});
const configured = (text: string): Files => ({
  '.github/portcullis.yml': `clusters: [{name: prod, paths: ["**"], ${text}}]\n`,
});
const passthrough = 'tls TLS 8443 tls: {mode: Passthrough}';
const https = 'https HTTPS 443 tls: {certificateRefs: [{name: edge}]}';
const secret = (more = ''): Files => ({
  'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: edge, namespace: kong${more}}\n`,
});
const route = (kind: string, version: string): Files => ({
  'route.yaml': manifest(`gateway.networking.k8s.io/${version}`, kind, 'r', 'kong', {
    parentRefs: [{ name: 'edge' }],
    hostnames: ['a.example.com'],
    rules: [{ backendRefs: [{ name: 'web', port: 443 }] }],
  }),
});
const ingress =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: kong}\nspec: {ingressClassName: kong, rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n';
const second = { 'second.yaml': gateway(['http HTTP 80'], { className: 'managed', name: 'second' }) };
const parametersRef = { group: 'gateway-operator.konghq.com', kind: 'GatewayConfiguration', name: 'edge' };
const classed = (ref: object): Files => ({
  'class.yaml': manifest('gateway.networking.k8s.io/v1', 'GatewayClass', 'managed', undefined, {
    controllerName: 'konghq.com/gateway-operator',
    parametersRef: ref,
  }),
});
const unmanaged = {
  'class.yaml': plainClass('managed', 'konghq.com/gateway-operator').replace(
    'metadata:\n',
    'metadata:\n  annotations: {konghq.com/gatewayclass-unmanaged: "true"}\n',
  ),
};
const services = { dataPlaneOptions: { network: { services: { ingress: { ports: [{ name: 'a', port: 80 }] } } } } };

const speaks: readonly (readonly [rule: string, of: string, files: Files])[] = [
  [
    'gateway-class-not-found',
    'a class that is not there',
    withOperator(null, { 'class.yaml': '', ...configured('complete: [GatewayClass]') }),
  ],
  ['object-rejected', 'a Gateway', withOperator(null, managed('a HTTP 0'))],
  [
    'object-rejected',
    'replicas beside scaling',
    withOperator({ dataPlaneOptions: { deployment: { replicas: 2, scaling: { horizontal: { maxReplicas: 4 } } } } }),
  ],
  ['field-pruned', 'ports of the Service, which are a DataPlane’s own', withOperator(services)],
  [
    'kind-not-served',
    'a TLSRoute of a version that is gone',
    withOperator(null, {
      ...managed(passthrough),
      ...route('TLSRoute', 'v1alpha2'),
      ...configured('gatewayApi: {version: 1.6.1, channel: standard}'),
    }),
  ],
  [
    'values-do-not-render',
    'a dump of the configuration',
    withOperator(null, values('env:\n  enable_controlplane_config_dump: true\n')),
  ],
  ['yaml-syntax', 'a Gateway', withOperator(null, { 'gateway.yaml': `${gateway()}\n  - : :\n` })],
  [
    'suppression',
    'a Gateway',
    withOperator(null, {
      'gateway.yaml': `# portcullis-ignore no-such-rule: of old\n${gateway(['http HTTP 80'], { className: 'managed' })}`,
    }),
  ],
  [
    'controller-name-mismatch',
    'a misspelt name',
    withOperator(null, { 'class.yaml': plainClass('managed', 'konghq.com/gateway-operater') }),
  ],
  [
    'controller-name-shared',
    'the ingress controller under its name',
    withOperator(null, {
      'kong.yaml': kongApplication(
        'ingressController:\n  env:\n    gateway_api_controller_name: konghq.com/gateway-operator\n',
      ),
    }),
  ],
  [
    'listener-conflict',
    'one hostname twice',
    withOperator(null, managed('a HTTP 80 hostname: a.example.com', 'b HTTP 8080 hostname: a.example.com')),
  ],
  [
    'listener-conflict',
    'TLS twice on one port',
    withOperator(
      null,
      managed(
        'a TLS 8443 hostname: a.example.com, tls: {mode: Passthrough}',
        'b TLS 8443 hostname: b.example.com, tls: {mode: Passthrough}',
      ),
    ),
  ],
  ['listener-protocol-unsupported', 'TLS before 2.2', withOperator(null, managed(passthrough), '1.2.1')],
  ['listener-protocol-unsupported', 'TCP before 2.3', withOperator(null, managed('tcp TCP 9000'))],
  [
    'listener-route-kinds',
    'GRPCRoute before 2.3',
    withOperator(null, managed('a HTTP 80 allowedRoutes: {kinds: [{kind: GRPCRoute}]}')),
  ],
  [
    'listener-certificate',
    'two certificates',
    withOperator(null, managed('https HTTPS 443 tls: {certificateRefs: [{name: a}, {name: b}]}')),
  ],
  [
    'feature-gate-removed',
    'a gate that is ignored',
    withOperator({ controlPlaneOptions: { featureGates: [{ name: 'NoSuchGate', state: 'enabled' }] } }),
  ],
  [
    'controller-does-not-start',
    'a flag that there is not',
    withOperator(null, values('args: ["--publish-service=kong/proxy"]\n')),
  ],
  ['values-without-effect', 'a variable with dashes', withOperator(null, values('env:\n  watch-namespaces: kong\n'))],
  [
    'values-without-effect',
    'a variable of the ingress controller',
    withOperator(null, values('customEnv:\n  controller_publish_service: kong/proxy\n')),
  ],
  ['operator-class-unmanaged', 'the annotation of the ingress controller', withOperator(null, unmanaged)],
  [
    'operator-secret-not-labelled',
    'a certificate without the label',
    withOperator(null, { ...managed(https), ...secret() }),
  ],
  ['operator-gateway-not-provisioned', 'a listener name with a dot', withOperator(null, managed('web.http HTTP 80'))],
  ['operator-gateway-not-provisioned', 'a Gateway name with a dot', withOperator(null, named('edge.public'))],
  ['operator-gateway-not-provisioned', 'a long Gateway name', withOperator(null, named('e'.repeat(58)))],
  [
    'operator-gateway-not-provisioned',
    'five listeners with 2.0',
    withOperator(null, managed('a HTTP 80', 'b HTTP 81', 'c HTTP 82', 'd HTTP 83', 'e HTTP 84'), '1.0.2'),
  ],
  [
    'operator-gateway-not-provisioned',
    'options of a listener that there is not',
    withOperator({
      listenersOptions: [{ name: 'gone', nodePort: 30_080 }],
      dataPlaneOptions: { network: { services: { ingress: { type: 'NodePort' } } } },
    }),
  ],
  [
    'operator-gateway-not-provisioned',
    'listens that are moved',
    withOperator(kongVariables({ KONG_PROXY_LISTEN: '0.0.0.0:9000' })),
  ],
  [
    'operator-gateway-not-provisioned',
    'port maps before 2.2',
    withOperator(kongVariables({ KONG_PORT_MAPS: '443:8443' }), {}, '1.2.1'),
  ],
  ['operator-gateway-not-provisioned', 'a database', withOperator(kongVariables({ KONG_DATABASE: 'postgres' }))],
  ['operator-parameters-not-accepted', 'no namespace', withOperator(null, classed(parametersRef))],
  [
    'operator-parameters-not-accepted',
    'another kind',
    withOperator(null, classed({ ...parametersRef, kind: 'DataPlane', namespace: 'kong' })),
  ],
  [
    'operator-ingress-class-shared',
    'two Gateways that serve one Ingress',
    withOperator(null, { ...second, 'ingress.yaml': ingress }),
  ],
  [
    'operator-ingress-class-not-read',
    'the name of a GatewayClass',
    withOperator(null, { 'ingress.yaml': ingress.replace('ingressClassName: kong', 'ingressClassName: managed') }),
  ],
];

test.each(speaks)('%s: %s', (rule, _, files) => {
  const found = reviewFiles(files).findings.map((each) => each.rule);
  expect([...new Set(found)]).toEqual([rule]);
});

const listens = kongVariables({
  KONG_PROXY_LISTEN: '0.0.0.0:8000, 0.0.0.0:8443 ssl',
  KONG_STREAM_LISTEN: '0.0.0.0:9443',
});
const balancer =
  'apiVersion: v1\nkind: Service\nmetadata: {name: proxy, namespace: kong, annotations: {service.beta.kubernetes.io/aws-load-balancer-ssl-ports: "443"}}\nspec: {type: LoadBalancer, selector: {app: edge}, ports: [{name: a, port: 443, targetPort: web}, {name: b, port: 443, protocol: UDP, targetPort: 9999}]}\n';
const pinned = {
  'gateway.yaml': gateway(['http HTTP 81', passthrough], { className: 'managed' }).replace(
    'metadata:\n',
    'metadata:\n  annotations: {konghq.com/publish-service: kong/gone}\n',
  ),
};
const other = {
  'other.yaml': plainClass('other', 'konghq.com/gateway-operator'),
  'second.yaml': gateway(['http HTTP 80'], { className: 'other', name: 'second' }),
};

/** Trees with everything that the ingress controller would be told of. */
const sound: readonly Files[] = [
  withOperator(null, { ...second, ...other }),
  withOperator(listens, { ...pinned, 'service.yaml': balancer }),
  withOperator(
    listens,
    { ...managed('tcp TCP 9000', 'udp UDP 53', passthrough), 'service.yaml': balancer },
    '1.4.0-rc.1',
  ),
];

/** What these rules speak of, the operator makes itself or does not have. */
const never: readonly (readonly [rule: string, why: string])[] = [
  ['gateway-class-not-unmanaged', 'its classes are its own; the annotation is what is wrong'],
  ['several-gateway-classes-per-controller', 'it serves every class of its name'],
  ['several-gateways-per-controller', 'each Gateway has a Kong of its own'],
  ['listener-port-unavailable', 'it makes the ports of Kong and of its Service from the listeners'],
  ['service-named-target-port', 'it makes the Service'],
  ['service-port-number-shared', 'it makes the Service'],
  ['service-port-without-listen', 'it makes the Service'],
  ['listen-syntax', 'what it cannot read stops the Gateway, and is told as that'],
  ['listen-without-service-port', 'it makes the Service from the listeners'],
  ['stream-listen-without-ssl', 'it writes the stream listens'],
  ['stream-port-mismatch', 'it writes the port maps'],
  ['tls-terminated-before-kong', 'there is no publish Service'],
  ['udp-publish-service-missing', 'there is no publish Service'],
  ['publish-service-dangling', 'there is no publish Service'],
  ['publish-service-pinned', 'there is no publish Service'],
  ['feature-gate-missing', 'a gate gives it no listener for more'],
];
const told = sound.map((files) => reviewFiles(files).findings.map(({ rule }) => rule));

test.each(never)('%s: never, as %s', (rule) => {
  expect(rules.map(({ id }) => id)).toContain(rule);
  expect(told.flat()).not.toContain(rule);
});

test('trees with all of that are sound', () => {
  expect(told).toEqual(sound.map(() => []));
});

test('the tables name each rule that is about the operator alone', () => {
  const own = rules.map(({ id }) => id).filter((id) => id.startsWith('operator-'));
  expect(own.filter((id) => !speaks.some(([rule]) => rule === id))).toEqual([]);
});
