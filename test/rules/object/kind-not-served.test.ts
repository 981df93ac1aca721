import { manifest } from '../../manifests/gateway-api.ts';
import { kongApplication } from '../../manifests/gitops-tools.ts';
import { operatorApplication } from '../../manifests/migration.ts';
import { testRule } from '../rule-cases.ts';

const object = (apiVersion: string, kind: string): string => manifest(apiVersion, kind, 'a', 'shop', {});
const bundle = (version: string, channel: string): string =>
  `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: ${channel}}}]\n`;
const tcp = { 'a.yaml': object('gateway.networking.k8s.io/v1alpha2', 'TCPRoute') };

const release = 'https://github.com/kubernetes-sigs/gateway-api/releases/download';
const built = (...resources: readonly string[]) => ({
  ...tcp,
  'kustomization.yaml': `resources: ${JSON.stringify(['a.yaml', ...resources])}\n`,
});

testRule('kind-not-served', {
  valid: {
    'a kind of the channel that the repository installs': built(`${release}/v1.3.0/experimental-install.yaml`),
    'a kind whose definition the repository installs beside the channel': built(
      `${release}/v1.3.0/standard-install.yaml`,
      'https://github.com/kubernetes-sigs/gateway-api/raw/v1.3.0/config/crd/experimental/gateway.networking.k8s.io_tcproutes.yaml',
    ),
    'definitions of another product in some of the files': {
      ...built(`${release}/v1.3.0/standard-install.yaml`),
      'other.yaml': manifest('argoproj.io/v1alpha1', 'Application', 'eg', 'argocd', {
        source: { repoURL: 'docker.io/envoyproxy', chart: 'gateway-helm', targetRevision: 'v1.4.0' },
      }),
    },
    'a release that is not told': built(
      'https://github.com/kubernetes-sigs/gateway-api/releases/latest/download/experimental-install.yaml',
    ),
    'another remote source that may define more': built(
      `${release}/v1.3.0/standard-install.yaml`,
      'https://example.com/kong/more.yaml',
    ),
    'the configuration beats the repository': {
      ...built(`${release}/v1.3.0/standard-install.yaml`),
      '.github/portcullis.yml': bundle('1.3.0', 'experimental'),
    },
    'a kind that some bundle serves, where none is stated': tcp,
    'a kind of the installed channel': { ...tcp, '.github/portcullis.yml': bundle('1.3.0', 'experimental') },
    'a version or a kind that is filled in on the way to the cluster': {
      'a.yaml': object('gateway.networking.k8s.io/${GATEWAY_API_VERSION}', 'HTTPRoute'),
      'b.yaml': object('gateway-operator.konghq.com/{{ version }}', 'GatewayConfiguration'),
      'c.yaml': object('configuration.konghq.com/v1', 'Kong${KIND}'),
    },
    'a kind that a younger release than any known may bring': {
      'a.yaml': object('configuration.konghq.com/v1alpha1', 'EventGatewaySchemaRegistry'),
      'b.yaml': object('gateway.networking.k8s.io/v1', 'MeshPolicy'),
    },
    'a kind of a group that is not judged': { 'a.yaml': object('example.com/v1', 'HTTPRoute') },
  },
  invalid: {
    'a kind of the other channel': [
      { ...tcp, '.github/portcullis.yml': bundle('1.3.0', 'standard') },
      'a.yaml:2 gateway.networking.k8s.io/v1alpha2 has no kind TCPRoute (Gateway API 1.3.0, standard channel). Gateway API 1.3.0, experimental channel, serves it.',
    ],
    'a kind of the other channel than the repository installs': [
      built(`${release}/v1.3.0/standard-install.yaml`),
      'a.yaml:2 gateway.networking.k8s.io/v1alpha2 has no kind TCPRoute (Gateway API 1.3.0, standard channel). Gateway API 1.3.0, experimental channel, serves it.',
    ],
    'a version that no release of the channel serves': [
      built('https://github.com/kubernetes-sigs/gateway-api/config/crd'),
      'a.yaml:1 gateway.networking.k8s.io/v1alpha2 has no kind TCPRoute (in every release that may be installed).',
    ],
    'a version that no bundle serves any more': [
      { 'a.yaml': object('gateway.networking.k8s.io/v1alpha1', 'HTTPRoute') },
      'a.yaml:1 It is served in v1 and v1beta1.',
    ],
    'a kind of Kong Operator beside an ingress controller alone, as a warning: it may come from elsewhere': [
      { 'kong.yaml': kongApplication(), 'a.yaml': object('gateway-operator.konghq.com/v1beta1', 'DataPlane') },
      'a.yaml:2 Kong Operator, which brings it, is not in this repository.',
    ],
    'and one of the ingress controller beside Kong Operator alone': [
      {
        'operator.yaml': operatorApplication('1.2.4'),
        'a.yaml': object('configuration.konghq.com/v1beta1', 'TCPIngress'),
      },
      'a.yaml:2 Kong Ingress Controller, which brings it, is not in this repository.',
    ],
    'a version that the ingress controller does not have': [
      { 'kong.yaml': kongApplication(), 'a.yaml': object('configuration.konghq.com/v1beta1', 'KongPlugin') },
      'a.yaml:1 It is served in v1.',
    ],
    'a kind that is misspelt': [
      { 'a.yaml': object('gateway.networking.k8s.io/v1', 'HTTPRoutes') },
      'a.yaml:2 Did you mean HTTPRoute?',
    ],
  },
});
