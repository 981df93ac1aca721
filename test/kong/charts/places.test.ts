import { describe, expect, test } from 'vitest';
import { place, render } from './release.ts';

/** A value keeps the line that set it, through merging, composing and printing. */
const values = `proxy:
  http:
    servicePort: 8080
  stream:
    - containerPort: 9901
      servicePort: 9001
    - containerPort: 9903
      servicePort: 9003
      parameters: [ssl]
env:
  log_level: debug
ingressController:
  args:
    - --feature-gates=GatewayAlpha=true
  env:
    publish_service: a/b
`;
const rendered = render(values);

describe('places', () => {
  test('each port of the Service points to the number in the values, or to the chart', () => {
    const rows = rendered.services[0]?.ports.map((port) => [
      port.name,
      port.port.value,
      place(port.port.at),
      port.targetPort.value,
      place(port.targetPort.at),
    ]);
    expect(rows).toEqual([
      ['kong-proxy', 8080, 'values.yaml:3', 8000, 'kong/kong 3.4.1'],
      ['kong-proxy-tls', 443, 'kong/kong 3.4.1', 8443, 'kong/kong 3.4.1'],
      ['stream-9901', 9001, 'values.yaml:6', 9901, 'values.yaml:5'],
      ['stream-9903', 9003, 'values.yaml:8', 9903, 'values.yaml:7'],
    ]);
  });

  test('each entry of a composed listen points to the container port that made it', () => {
    const stream = rendered.workloads[0]?.containers
      .find(({ role }) => role === 'proxy')
      ?.env.get('KONG_STREAM_LISTEN');
    expect(stream).toMatchObject({ value: '0.0.0.0:9901, [::]:9901, 0.0.0.0:9903 ssl, [::]:9903 ssl', node: null });
    expect(stream?.kind === 'value' && stream.entries?.map(place)).toEqual([
      'values.yaml:5',
      'values.yaml:5',
      'values.yaml:7',
      'values.yaml:7',
    ]);
  });

  test('a variable of the user can be edited where it stands', () => {
    const controller = rendered.workloads[0]?.containers.find(({ role }) => role === 'ingress-controller');
    const publish = controller?.env.get('CONTROLLER_PUBLISH_SERVICE');
    expect(publish).toMatchObject({ value: 'a/b', node: { text: 'a/b' } });
    expect(place(publish?.at)).toBe('values.yaml:16');
    expect(controller?.args.map((argument) => [argument.value, place(argument.at)])).toEqual([
      ['--feature-gates=GatewayAlpha=true', 'values.yaml:14'],
    ]);
  });

  test('the image is the chart’s unless the values name another', () => {
    const images = rendered.workloads[0]?.containers.map(({ role, image }) => [role, image?.value, place(image?.at)]);
    expect(images).toEqual([
      ['ingress-controller', 'kong/kubernetes-ingress-controller:3.5', 'kong/kong 3.4.1'],
      ['proxy', 'kong:3.9', 'kong/kong 3.4.1'],
    ]);
  });
});
