import { manifest } from '../../manifests/gateway-api.ts';
import { testRule } from '../rule-cases.ts';

const route = (spec: object): string =>
  manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', 'shop', 'shop', { parentRefs: [{ name: 'edge' }], ...spec });
const bundle = (version: string, channel: string): string =>
  `clusters: [{name: prod, paths: ["**"], gatewayApi: {version: ${version}, channel: ${channel}}}]\n`;
const vault = (spec: object): string =>
  manifest('configuration.konghq.com/v1alpha1', 'KongVault', 'keys', '', { backend: 'env', prefix: 'keys', ...spec });
const application = (more: object): string =>
  manifest('argoproj.io/v1alpha1', 'Application', 'apps', 'argocd', {
    source: { repoURL: 'https://github.com/acme/gitops', path: 'apps' },
    destination: { namespace: 'shop' },
    ...more,
  });
const retries = { 'a.yaml': route({ rules: [{ retry: { attempts: 2 } }] }) };

testRule('field-pruned', {
  valid: {
    'fields that every bundle knows': { 'a.yaml': route({ hostnames: ['a.example.com'] }) },
    'a field that some bundle knows, where none is stated': retries,
    'a field that a younger Kong Operator than any known may bring': {
      'a.yaml': vault({ configStoreReference: { name: 'keys' } }),
    },
    'a field of the installed channel': { ...retries, '.github/portcullis.yml': bundle('1.3.0', 'experimental') },
  },
  invalid: {
    'a misspelt key': [
      { 'a.yaml': route({ hostname: ['a.example.com'] }) },
      'a.yaml:6 HTTPRoute has no field spec.hostname (in every release that may be installed). Did you mean hostnames?',
    ],
    'a misspelt key of a kind that grows': [{ 'a.yaml': vault({ prefixx: 'shop' }) }, 'a.yaml:6 Did you mean prefix?'],
    'by Flux, which refuses it': [
      {
        'apps/a.yaml': route({ hostname: ['a.example.com'] }),
        'flux.yaml': manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'apps', 'flux-system', {
          path: './apps',
          sourceRef: { kind: 'GitRepository', name: 'flux-system' },
        }),
      },
      'apps/a.yaml:6 After merge: Flux Kustomization apps cannot apply HTTPRoute shop/shop: unknown fields are refused.',
    ],
    'by Argo CD, which drops it': [
      { 'apps/a.yaml': route({ hostname: ['a.example.com'] }), 'app.yaml': application({}) },
      'apps/a.yaml:6 After merge: Argo CD Application apps applies HTTPRoute shop/shop, which is stored without hostname.',
    ],
    'by Argo CD on the side of the server': [
      {
        'apps/a.yaml': route({ hostname: ['a.example.com'] }),
        'app.yaml': application({ syncPolicy: { syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] } }),
      },
      'apps/a.yaml:6 After merge: Argo CD Application apps cannot apply HTTPRoute shop/shop: unknown fields are refused.',
    ],
    'by kubectl in a script': [
      { 'a.sh': `kubectl apply -f - <<EOF\n${route({ hostname: ['a.example.com'] })}EOF\n` },
      'a.sh:7 After merge: kubectl in a.sh cannot apply HTTPRoute shop/shop: unknown fields are refused.',
    ],
    'by somebody': [
      { 'a.yaml': route({ hostname: ['a.example.com'] }) },
      'a.yaml:6 After merge: HTTPRoute shop/shop is stored without hostname, or refused where fields are validated.',
    ],
    'a field of the other channel': [
      { ...retries, '.github/portcullis.yml': bundle('1.3.0', 'standard') },
      'a.yaml:6 HTTPRoute has no field spec.rules[0].retry (Gateway API 1.3.0, standard channel).',
    ],
  },
});
