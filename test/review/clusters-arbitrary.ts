import fc from 'fast-check';
import type { Files } from '../../src/review/in-memory.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { kongWithService } from '../manifests/kong.ts';

const port = fc.constantFrom(53, 80, 443, 3306, 5432, 5672, 8000, 9901);
const protocol = fc.constantFrom('HTTP', 'HTTPS', 'TCP', 'TCP', 'TCP', 'UDP', 'TLS');

const listeners = fc
  .uniqueArray(fc.tuple(protocol, port), { minLength: 2, maxLength: 6, selector: ([, number]) => number })
  .map((all) => all.map(([name, number], index) => `l${index} ${name} ${number}`));

const stream = fc
  .record({
    containerPort: fc.option(port, { freq: 1 }),
    servicePort: port,
    protocol: fc.constantFrom('TCP', 'TCP', 'UDP', 'TLS', null),
    ssl: fc.constantFrom(false, false, true),
  })
  .map(({ containerPort, servicePort, protocol: name, ssl }) =>
    [
      `  - containerPort: ${containerPort ?? servicePort}`,
      `    servicePort: ${servicePort}`,
      ...(name === null ? [] : [`    protocol: ${name}`]),
      ...(ssl ? ['    parameters: [ssl]'] : []),
      '',
    ].join('\n'),
  );

const streams = fc.array(stream, { maxLength: 3 });

const block = (key: string, lines: readonly string[], all: readonly string[]): string =>
  lines.length + all.length === 0
    ? ''
    : `${key}:\n${lines.map((line) => `  ${line}\n`).join('')}${all.length === 0 ? '' : `  stream:\n${all.join('')}`}`;

/** Values of `kong/kong`, with slips that people make. */
const values = fc
  .record({
    tcp: streams,
    udp: streams,
    udpEnabled: fc.constantFrom(true, false, null),
    key: fc.constantFrom('proxy', 'proxy', 'proxy', 'streams'),
    http: fc.constantFrom('', 'http: {enabled: false}', 'http: {servicePort: 8000}'),
    env: fc.subarray(
      [
        'publish_service_udp: kong/kong-kong-udp-proxy',
        'publish_service: kong/kong-proxy',
        'feature_gates: Gateway=true,FillIDs=true',
        'controller_gateway_api_controller_name: example.com/kong',
      ],
      { maxLength: 2 },
    ),
  })
  .map(({ tcp, udp, udpEnabled, key, http, env }) =>
    [
      key === 'streams'
        ? block('proxy', [], tcp).replace('stream:', 'streams:')
        : block('proxy', http === '' ? [] : [http], tcp),
      block('udpProxy', udpEnabled === null ? [] : [`enabled: ${udpEnabled}`], udp),
      env.length === 0 ? '' : `ingressController:\n  env:\n${env.map((line) => `    ${line}\n`).join('')}`,
    ].join(''),
  );

const chart: fc.Arbitrary<Files> = fc
  .tuple(values, fc.constantFrom('3.4.1', '3.4.1', '2.13.1'))
  .map(([text, version]) => ({ 'kong.yaml': kongApplication(text, { version }) }));

const manifests: fc.Arbitrary<Files> = fc
  .record({
    streamListen: fc.constantFrom('off', '0.0.0.0:5432', '0.0.0.0:53 udp', '0.0.0.0:9901 ssl, 0.0.0.0:5672'),
    ports: fc.uniqueArray(
      fc.tuple(port, fc.constantFrom('8000', '8443', '5432', '9901', 'proxy'), fc.constantFrom('TCP', 'UDP')),
      { minLength: 1, maxLength: 4, selector: ([number]) => number },
    ),
  })
  .map(({ streamListen, ports }) => ({
    'kong.yaml': kongWithService({ streamListen, ports: ports.map((each) => each.join(' ')) }),
  }));

const classes = fc.constantFrom(
  ...Array.from({ length: 6 }, () => gatewayClass()),
  gatewayClass().replace('"true"', '""'),
  gatewayClass('kong', 'konghq.com/gateway-controller'),
  gatewayClass('kong', 'example.com/kong'),
);

const gateways = fc
  .tuple(
    listeners,
    fc.constantFrom('kong', 'kong', 'kogn'),
    fc.constantFrom('', '', 'konghq.com/publish-service: kong/old'),
  )
  .map(([all, className, annotations]) => gateway(all, { className, annotations }));

/** One cluster with Kong, its class and one Gateway, or two; much of it wrong. */
export const clusters: fc.Arbitrary<Files> = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: chart }, manifests), classes, gateways, fc.option(gateways, { freq: 1 }))
  .map(([kong, cls, first, second]) => ({
    ...kong,
    'class.yaml': cls,
    'gateway.yaml': first,
    ...(second === null
      ? {}
      : { 'second.yaml': second.replace('name: edge', 'name: second').replaceAll('name: l', 'name: m') }),
  }));
