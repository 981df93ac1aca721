import { streams } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('values-without-effect', {
  valid: {
    'values that the chart reads': withChart(['http HTTP 80'], streams('9901')),
    'environment variables of any name': withChart(['http HTTP 80'], 'env:\n  anything: goes\n'),
    'values for the dependency of an umbrella, in place': {
      'edge/Chart.yaml':
        'apiVersion: v2\nname: edge\nversion: 1.0.0\ndependencies:\n- {name: kong, version: 3.4.1, repository: https://charts.konghq.com}\n',
      'edge/values.yaml': 'kong:\n  proxy:\n    type: NodePort\n',
    },
  },
  invalid: {
    'a typing mistake': [
      withChart(['http HTTP 80'], 'proxy:\n  streams:\n  - {containerPort: 9901}\n'),
      'kong.yaml:14 proxy.streams is ignored (kong/kong 3.4.1). Did you mean proxy.stream?',
    ],
    'a setting one level too high': [
      withChart(['http HTTP 80'], 'proxy:\n  containerPort: 8000\n'),
      'kong.yaml:14 proxy.containerPort',
    ],
    'a setting of the controller outside of env': [
      withChart(['http HTTP 80'], 'ingressController:\n  publish_service: kong/proxy\n'),
      'kong.yaml:14 publish_service',
    ],
    'a key that no stream entry has': [
      withChart(
        ['http HTTP 80'],
        'proxy:\n  stream:\n  - {containerPort: 9901, servicePort: 9901, protocol: TCP, ssl: true}\n',
      ),
      'kong.yaml:15 ssl',
    ],
    'the block of another chart': [
      withChart(['http HTTP 80'], 'gateway:\n  proxy:\n    stream: []\n'),
      'kong.yaml:13 gateway',
    ],
  },
});
