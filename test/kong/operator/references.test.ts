import { describe, expect, test } from 'vitest';
import { manifest } from '../../manifests/gateway-api.ts';
import { gatewayOf, infraGateway, viewOf } from '../cluster-view.ts';
import { managedClass, operator, whole } from './operator-cluster.ts';

const pem = (kind: string): string => `"-----BEGIN ${kind}-----\\nTUlJ\\n-----END ${kind}-----\\n"`;

/** A Secret with a certificate; the inside of its labels in flow style. */
const secret = (name: string, labels = '', key = pem('PRIVATE KEY')): string => `apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: infra, labels: {${labels}}}
stringData: {tls.crt: ${pem('CERTIFICATE')}, tls.key: ${key}}
`;

const listener = (ref: string): string => `{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [${ref}]}}`;

/** ResolvedRefs of the one listener: its reason and message. */
function resolved(release: string, tree: string, ref = '{name: c}', container = ''): string {
  const view = viewOf(managedClass + infraGateway([listener(ref)]) + operator(release, container) + tree, whole);
  const found = gatewayOf(view).listeners[0]?.conditions?.ResolvedRefs;
  return found?.status === 'True' ? found.reason : `${found?.reason ?? 'unknown'}: ${found?.message ?? ''}`;
}

const absent = 'InvalidCertificateRef: Referenced secret infra/c does not exist.';
const label = 'konghq.com/secret: "true"';

describe('the Secret behind a listener of Kong Operator', () => {
  test.each([
    ['2.0.11', secret('c'), absent],
    ['2.3.0', secret('c', 'konghq.com/secret: "false"'), absent],
    ['2.3.0', secret('c', label), 'ResolvedRefs'],
    ['2.3.0', secret('c', 'konghq.com/secret: internal'), 'ResolvedRefs'],
    ['1.6.2', secret('c'), 'ResolvedRefs'],
    ['2.2.3', '', absent],
    [
      '2.2.3',
      secret('c', label, '"no key"'),
      'InvalidCertificateRef: Referenced secret does not contain a valid TLS certificate.',
    ],
  ])('%s: %j', (release, tree, expected) => {
    expect(resolved(release, tree)).toBe(expected);
  });

  test.each([
    ['args: ["--secret-label-selector="]', 'ResolvedRefs'],
    ['args: [-secret-label-selector, ""]', 'ResolvedRefs'],
    ['args: ["--secret-label-selector=example.com/tls"]', absent],
    ['env: [{name: KONG_OPERATOR_SECRET_LABEL_SELECTOR, value: ""}]', 'ResolvedRefs'],
    ['env: [{name: GATEWAY_OPERATOR_SECRET_LABEL_SELECTOR, value: ""}]', 'ResolvedRefs'],
    [
      'env: [{name: GATEWAY_OPERATOR_SECRET_LABEL_SELECTOR, value: ""}, {name: KONG_OPERATOR_SECRET_LABEL_SELECTOR, value: x}]',
      absent,
    ],
    ['args: ["--secret-label-selector=x"], env: [{name: KONG_OPERATOR_SECRET_LABEL_SELECTOR, value: ""}]', absent],
    // A switch takes no value behind a blank: what stands behind it is not read.
    ['args: [--validate-images, "false", "--secret-label-selector="]', absent],
  ])('with %s', (container, expected) => {
    expect(resolved('2.2.3', secret('c'), '{name: c}', container)).toBe(expected);
  });

  const certificate = (labels: object | null): string =>
    manifest('cert-manager.io/v1', 'Certificate', 'c', 'infra', {
      secretName: 'c',
      ...(labels === null ? {} : { secretTemplate: { labels } }),
    });

  test.each([
    ['a Certificate without a template', certificate(null), absent],
    ['a Certificate with the label', certificate({ 'konghq.com/secret': 'true' }), 'ResolvedRefs'],
    [
      'something that may put any label there',
      manifest('onepassword.com/v1', 'OnePasswordItem', 'c', 'infra'),
      'ResolvedRefs',
    ],
    ['one of two sources', secret('c') + certificate({ 'konghq.com/secret': 'true' }), 'ResolvedRefs'],
  ])('made by %s', (_, tree, expected) => {
    expect(resolved('2.2.3', tree)).toBe(expected);
  });

  const grant = (to: string): string => `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: g, namespace: certs}
spec: {from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: infra}], to: [${to}]}
`;
  const elsewhere = secret('c', label).replace('namespace: infra', 'namespace: certs');

  test.each([
    [elsewhere, 'RefNotPermitted: Secret certs/c reference not allowed by any ReferenceGrant.'],
    [elsewhere + grant('{group: "", kind: Secret}'), 'ResolvedRefs'],
    [elsewhere + grant('{group: core, kind: Secret, name: c}'), 'ResolvedRefs'],
    [grant('{group: "", kind: Secret}'), 'InvalidCertificateRef: Referenced secret certs/c does not exist.'],
  ])('in another namespace: %#', (tree, expected) => {
    expect(resolved('2.1.9', tree, '{name: c, namespace: certs}')).toBe(expected);
  });

  test('what is no Secret is told in full', () => {
    expect(resolved('2.2.3', '', '{name: c, group: core, kind: Certificate}')).toBe(
      'InvalidCertificateRef: Group core not supported in CertificateRef. Kind Certificate not supported in CertificateRef.',
    );
  });

  test('the last fault gives the reason, all of them the message', () => {
    const kinds = 'allowedRoutes: {kinds: [{kind: TCPRoute}, {kind: UDPRoute}]}';
    const both = `{name: a, port: 443, protocol: HTTPS, tls: {mode: Passthrough, certificateRefs: [{name: b}, {name: c}]}, ${kinds}}`;
    const view = viewOf(managedClass + infraGateway([both]) + operator('2.3.0'), {
      ...whole,
      gatewayApi: { version: '1.0', channel: null },
    });
    expect(gatewayOf(view).listeners[0]?.conditions?.ResolvedRefs).toEqual({
      status: 'False',
      reason: 'InvalidRouteKinds',
      message:
        'Only Terminate mode is supported. Only one certificate per listener is supported. Route TCPRoute not supported. Route UDPRoute not supported.',
    });
  });
});
