import { manifest } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';

const route = (spec: object): string =>
  manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', 'shop', 'shop', { parentRefs: [{ name: 'edge' }], ...spec });
const bundle = (version: string, channel: string): string =>
  `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: ${channel}}}]\n`;
const retries = { 'a.yaml': route({ rules: [{ retry: { attempts: 2 } }] }) };

testRule('field-pruned', {
  valid: {
    'fields that every bundle knows': { 'a.yaml': route({ hostnames: ['a.example.com'] }) },
    'a field that some bundle knows, where none is stated': retries,
    'a field of the installed channel': { ...retries, '.github/portcullis.yml': bundle('1.3.0', 'experimental') },
  },
  invalid: {
    'a misspelt key': [
      { 'a.yaml': route({ hostname: ['a.example.com'] }) },
      'a.yaml:6 HTTPRoute has no field spec.hostname (in every release that may be installed). Did you mean hostnames?',
    ],
    'a field of the other channel': [
      { ...retries, '.github/portcullis.yml': bundle('1.3.0', 'standard') },
      'a.yaml:6 HTTPRoute has no field spec.rules[0].retry (Gateway API 1.3.0, standard channel).',
    ],
  },
});
