import { gateway } from '../../manifests/gateway-api.ts';
import {
  classWith,
  configuration,
  managedClass,
  operator,
  parametersRef,
  withEnv,
} from '../../kong/operator/operator-cluster.ts';
import { testRule } from '../rule-cases.ts';

const tree = (release: string, listeners: readonly string[], more: Readonly<Record<string, string>> = {}) => ({
  'class.yaml': managedClass,
  'gateway.yaml': gateway(listeners, { namespace: 'infra' }),
  'operator.yaml': operator(release),
  ...more,
});
const five = Array.from({ length: 5 }, (_, i) => `l${i} HTTP ${8000 + i}`);
const configured = (spec: object) => ({
  'class.yaml': classWith(parametersRef),
  'configuration.yaml': configuration(spec),
});

testRule('operator-gateway-not-provisioned', {
  valid: {
    'a sound Gateway': tree('2.2.3', ['http HTTP 80']),
    'five listeners since 2.1': tree('2.1.9', five),
    'a dotted name behind another of its port': tree('2.2.3', [
      'a HTTP 80 hostname: a.x',
      'proxy.http HTTP 80 hostname: b.x',
    ]),
    'port maps that the operator replaces': tree(
      '2.2.3',
      ['http HTTP 80'],
      configured(withEnv({ KONG_PORT_MAPS: '1:2' })),
    ),
    'a protocol, which is told of its listener': tree('2.3.0', ['http HTTP 80', 'b SCTP 90']),
    'no operator in the tree': { ...tree('2.2.3', ['proxy.http HTTP 80']), 'operator.yaml': '' },
  },
  invalid: {
    'a listener whose name has a dot': [
      tree('2.2.3', ['proxy.http HTTP 80']),
      'gateway.yaml:9 the name of listener "proxy.http" has a dot',
    ],
    'five listeners until 2.0': [
      tree('2.0.11', five),
      'gateway.yaml:13 it has 5 listeners, but Kong Operator 2.0.11 takes at most 4',
    ],
    'listens that were moved': [
      tree('2.2.3', ['http HTTP 80'], configured(withEnv({ KONG_PROXY_LISTEN: '0.0.0.0:9000' }))),
      "configuration.yaml:6 is sent to Kong's port 8000, which KONG_PROXY_LISTEN lacks",
    ],
    'a database': [
      tree('2.2.3', ['http HTTP 80'], configured(withEnv({ KONG_DATABASE: 'postgres' }))),
      'configuration.yaml:6 KONG_DATABASE is "postgres"',
    ],
    'an image without a version': [
      tree('2.2.3', ['http HTTP 80'], configured(withEnv({}, { image: 'kong:latest' }))),
      'configuration.yaml:6 the image kong:latest names no version of Kong',
    ],
  },
});
