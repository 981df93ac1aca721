import { manifest } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';

const object = (apiVersion: string, kind: string): string => manifest(apiVersion, kind, 'a', 'shop', {});
const bundle = (version: string, channel: string): string =>
  `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: ${channel}}}]\n`;
const tcp = { 'a.yaml': object('gateway.networking.k8s.io/v1alpha2', 'TCPRoute') };

testRule('kind-not-served', {
  valid: {
    'a kind that some bundle serves, where none is stated': tcp,
    'a kind of the installed channel': { ...tcp, '.github/portcullis.yml': bundle('1.3.0', 'experimental') },
    'a kind of a group that is not judged': { 'a.yaml': object('example.com/v1', 'HTTPRoute') },
  },
  invalid: {
    'a kind of the other channel': [
      { ...tcp, '.github/portcullis.yml': bundle('1.3.0', 'standard') },
      'a.yaml:2 gateway.networking.k8s.io/v1alpha2 has no kind TCPRoute (Gateway API 1.3.0, standard channel). Gateway API 1.3.0, experimental channel, serves it.',
    ],
    'a version that no bundle serves any more': [
      { 'a.yaml': object('gateway.networking.k8s.io/v1alpha1', 'HTTPRoute') },
      'a.yaml:1 It is served in v1 and v1beta1.',
    ],
    'a kind that is misspelt': [
      { 'a.yaml': object('gateway.networking.k8s.io/v1', 'HTTPRoutes') },
      'a.yaml:2 Did you mean HTTPRoute?',
    ],
  },
});
