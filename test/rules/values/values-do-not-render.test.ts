import { streams } from '../../manifests/kong.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('values-do-not-render', {
  valid: {
    'no values': withChart(['http HTTP 80']),
    streams: withChart(['http HTTP 80'], streams('9901')),
    'TLS switched off': withChart(['http HTTP 80'], 'proxy:\n  tls:\n    enabled: false\n'),
  },
  invalid: {
    'a block that the chart needs set to null': [
      withChart(['http HTTP 80'], 'proxy:\n  tls: null\n'),
      'kong.yaml:14 Helm cannot render kong/kong 3.4.1 with these values',
    ],
    'a list where a map must be': [
      withChart(['http HTTP 80'], 'proxy:\n  http: []\n'),
      'kong.yaml:14 Helm cannot render',
    ],
  },
});
