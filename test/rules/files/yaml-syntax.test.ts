import { gateway } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

testRule('yaml-syntax', {
  valid: {
    YAML: withChart(['http HTTP 80']),
    'a broken file that has no bearing on Kong': { ...withChart(['http HTTP 80']), 'web.yaml': 'a: [1, 2\n' },
    'a template of a chart': {
      ...withChart(['http HTTP 80']),
      'chart/Chart.yaml': 'apiVersion: v2\nname: edge\nversion: 1.0.0\n',
      'chart/templates/gateway.yaml': '{{- if .Values.edge }}\nkind: Gateway\n{{- end }}\n',
    },
  },
  invalid: {
    'a map that does not end': [
      { 'gateway.yaml': 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nspec: {a: 1\n' },
      'gateway.yaml:3 invalid YAML: ',
    ],
    'a value that opens a second map': [
      {
        ...withChart([]),
        'gateway.yaml': gateway(['http HTTP 80']).replace('kind: Gateway\n', 'kind: Gateway: edge\n'),
      },
      'gateway.yaml:2 invalid YAML: ',
    ],
  },
});
