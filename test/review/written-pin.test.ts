import { expect, test } from 'vitest';
import { changed } from '../manifests/edits.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { withManifests } from '../manifests/repositories.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const udp = `ingressController:
  env:
    publish_service_udp: kong/kong-kong-udp-proxy
udpProxy:
  enabled: true
  stream:
  - {containerPort: 53, servicePort: 53, protocol: UDP}
`;
const base: Files = {
  'class.yaml': gatewayClass(),
  'gateway.yaml': gateway(['http HTTP 80']),
  'kong.yaml': kongApplication(),
};
const head: Files = {
  ...base,
  'gateway.yaml': gateway(['http HTTP 80', 'dns UDP 53']),
  'kong.yaml': kongApplication(udp),
};

/** Reasons of `Accepted` by listener. */
function accepted(files: Files, before?: Files): Readonly<Record<string, string | undefined>> {
  const listeners = reviewFiles(files, before).clusters[0]?.gateways[0]?.listeners ?? [];
  return Object.fromEntries(
    listeners.map(({ listener, conditions }) => [listener.name.value, conditions?.Accepted?.reason]),
  );
}

test('what the controller wrote on a Gateway that ran decides its conditions, as it decides the finding', () => {
  expect(accepted(head, base)).toEqual({ http: 'Accepted', dns: 'UnsupportedProtocol' });
  expect(reviewFiles(head, base).findings.map(({ rule }) => rule)).toEqual(['publish-service-pinned']);
});

test('a Gateway that is new gets what the controller publishes now', () => {
  expect(accepted(head)).toEqual({ http: 'Accepted', dns: 'Accepted' });
});

test('the controller fails where it publishes another Service than it wrote', () => {
  const old = withManifests(['http HTTP 80']);
  const renamed = changed(
    changed(old, 'kong.yaml', 'kong/proxy', 'kong/edge'),
    'kong.yaml',
    '{name: proxy, namespace',
    '{name: edge, namespace',
  );
  const [status] = reviewFiles(renamed, old).clusters[0]?.gateways ?? [];
  expect(status?.withoutStatus?.cause).toBe('pin-mismatch');
  expect(reviewFiles(renamed).clusters[0]?.gateways[0]?.withoutStatus).toBeNull();
});
