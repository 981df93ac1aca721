import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { review } from '../../src/review/review.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

const operator = (version: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: operator
  namespace: kong-system
spec:
  selector: {matchLabels: {app: operator}}
  template:
    metadata: {labels: {app: operator}}
    spec:
      containers:
        - name: manager
          image: kong/kong-operator:${version}
`;
const gateway = (listeners: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: managed
spec:
  controllerName: konghq.com/gateway-operator
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
  namespace: kong
spec:
  gatewayClassName: managed
  listeners:
${listeners}`;

const tcp = '    - {name: tcp, port: 9000, protocol: TCP}\n';
const two = '    - {name: web, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: a}, {name: b}]}}\n';

/** `rule: the conditions after the merge` of every finding. */
function findingsIn(files: Record<string, string>): string[] {
  return review(null, sourcesOf(files), defaultConfig).findings.map(
    ({ rule, message }) => `${rule}: ${message.slice(message.lastIndexOf('After merge'))}`,
  );
}

describe('a Gateway that Kong Operator manages is judged by what the operator does', () => {
  test.each([
    [
      'TCP before it was served',
      '2.2.0',
      tcp,
      [
        'listener-protocol-unsupported: After merge: Accepted=False, UnsupportedProtocol, and none of the listeners of the Gateway is served.',
      ],
    ],
    ['TCP since it is served', '2.3.0', tcp, []],
    [
      'two certificates',
      '2.3.0',
      two,
      [
        'listener-certificate: After merge: ResolvedRefs=False, TooManyTLSSecrets, and the listener is never Programmed.',
      ],
    ],
    [
      'a kind of another group',
      '2.3.0',
      '    - {name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{group: "", kind: HTTPRoute}]}}\n',
      [
        'listener-route-kinds: After merge: ResolvedRefs=False, InvalidRouteKinds, and the listener is never Programmed, so no route attaches to it.',
      ],
    ],
    ['a port that no Service has', '2.3.0', '    - {name: web, port: 8081, protocol: HTTP}\n', []],
  ])('%s (%s)', (_, version, listeners, expected) => {
    expect(findingsIn({ 'operator.yaml': operator(version), 'gateway.yaml': gateway(listeners) })).toEqual(expected);
  });

  test('of protocols nothing is said when the operator is not in the tree', () => {
    expect(findingsIn({ 'gateway.yaml': gateway(tcp) })).toEqual([]);
  });
});
