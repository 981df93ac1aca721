import { describe, expect, test } from 'vitest';
import { type ContainerSigns, kongPrograms, type KongRole } from '../../src/gitops/model/kong-image.ts';

function container(image: string, ...signs: readonly string[]): ContainerSigns {
  const variables = new Set(signs.filter((sign) => !sign.startsWith('-')));
  return { image, variables, args: signs.filter((sign) => sign.startsWith('-')) };
}

/** `proxy`, or `proxy?` where nothing but its settings tells. */
function role(image: string, ...signs: readonly string[]): string | null {
  const [program] = kongPrograms([container(image, ...signs)]);
  return program ? `${program.role}${program.provenBy === 'image' ? '' : '?'}` : null;
}

describe('an image of Kong’s own is certain, from whatever registry', () => {
  test.each<[string, KongRole]>([
    ['kong', 'proxy'],
    ['kong:3.9', 'proxy'],
    ['kong@sha256:00', 'proxy'],
    ['docker.io/library/kong:3.9', 'proxy'],
    ['kong/kong:3.9.1-ubuntu', 'proxy'],
    ['kong/kong-gateway:3.10', 'proxy'],
    ['docker.io/kong/kong-gateway@sha256:00', 'proxy'],
    ['kong/kong-gateway-dev:latest', 'proxy'],
    ['registry.acme.internal:5000/mirror/kong/kong-gateway:3.9', 'proxy'],
    ['public.ecr.aws/bitnami/kong:3', 'proxy'],
    ['kong/kubernetes-ingress-controller:3.5', 'ingress-controller'],
    ['kong/nightly-ingress-controller:nightly', 'ingress-controller'],
    ['ghcr.io/kong/kubernetes-ingress-controller:3.5', 'ingress-controller'],
    ['kong-docker-kubernetes-ingress-controller.bintray.io/kong-ingress-controller:0.9.1', 'ingress-controller'],
    ['kong/gateway-operator-oss:1.6', 'operator'],
    ['kong/kong-operator:2.0', 'operator'],
  ])('%s', (image, expected) => {
    expect(role(image)).toBe(expected);
  });
});

describe('an image of somebody else', () => {
  test.each<[image: string, signs: readonly string[], KongRole | 'proxy?' | null]>([
    ['kong/go-echo:0.1.0', [], null],
    ['kong/httpbin', ['KONG_ADMIN_URL'], null],
    ['kong/deck:v1.40', ['DECK_KONG_ADDR'], null],
    ['acme/shop:1', ['KONG_URL', 'KONG_ADMIN_URL', 'KONG_TOKEN'], null],
    ['pantsel/konga', ['KONG_ADMIN_URL'], null],
    ['acme/kong-migrations-notifier', ['KONG_PG_HOST'], null],
    ['acme/hongkong', [], null],
    ['acme/kong:3.9', [], null],
    ['ghcr.io/acme/kong:3.9', ['KONG_DATABASE'], 'proxy'],
    ['acme/kong-dev', ['KONG_DATABASE'], 'proxy'],
    ['acme/gateway-operator-oss', ['GATEWAY_OPERATOR_NAMESPACE'], 'operator'],
    ['acme/edge:1', ['KONG_PROXY_LISTEN'], 'proxy?'],
    ['kong/deck:1', ['KONG_PROXY_LISTEN'], 'proxy?'],
    ['', ['KONG_STREAM_LISTEN'], 'proxy?'],
    ['acme/kic:3.5', ['CONTROLLER_KONG_ADMIN_URL'], null],
    ['acme/kong-exporter', ['--kong-admin-url=http://kong:8001'], null],
    [
      'acme/kic:3.5',
      ['--kong-admin-url=https://localhost:8444', '--publish-service=kong/kong-proxy'],
      'ingress-controller',
    ],
    ['ngrok/kubernetes-ingress-controller', [], null],
    ['ngrok/kubernetes-ingress-controller', ['--zap-log-level=info'], null],
    ['acme/kubernetes-ingress-controller:3.5', ['CONTROLLER_PUBLISH_SERVICE'], 'ingress-controller'],
    ['acme/kubernetes-ingress-controller:3.5', ['--publish-service=kong/kong-proxy'], 'ingress-controller'],
    ['acme/kic:3.5', ['--kong-admin-svc=kong/kong-admin'], 'ingress-controller'],
    ['acme/kic:3.5', ['--publish-service=ingress/nginx'], null],
    ['acme/controller', ['CONTROLLER_NAME'], null],
    ['envoyproxy/gateway-operator', [], null],
    ['acme/gateway-operator', ['GATEWAY_OPERATOR_CONTROLLER_NAME'], 'operator'],
    ['constructor', ['toString'], null],
  ])('%s with %j', (image, signs, expected) => {
    expect(role(image, ...signs)).toBe(expected);
  });
});

test('beside Kong in one pod, an image of any name counts by its variables', () => {
  const edge = container('acme/edge:1', 'KONG_PROXY_LISTEN');
  const kic = container('acme/kic:1', 'CONTROLLER_KONG_ADMIN_URL');
  const roles = (...pod: ContainerSigns[]) => kongPrograms(pod).map((program) => program && Object.values(program));
  expect(roles(edge, container('kong/kubernetes-ingress-controller:3.5'))).toEqual([
    ['proxy', 'image'],
    ['ingress-controller', 'image'],
  ]);
  expect(roles(container('kong:3.9'), kic, container('nginx'))).toEqual([
    ['proxy', 'image'],
    ['ingress-controller', 'image'],
    null,
  ]);
  expect(roles(edge, kic)).toEqual([['proxy', 'settings'], null]);
});
