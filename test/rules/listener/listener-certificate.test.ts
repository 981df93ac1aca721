import { manifest } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const https = (...refs: readonly string[]) => [`https HTTPS 443 tls: {certificateRefs: [${refs.join(', ')}]}`];
const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: edge-tls, namespace: kong}\n${data}`;

testRule('listener-certificate', {
  valid: {
    'a Secret that the repository does not show': withChart(https('{name: edge-tls}')),
    'no certificate on HTTP': withChart(['http HTTP 80']),
    'a Secret of another namespace, with a grant': {
      ...withChart(https('{name: edge-tls, namespace: certificates}')),
      'grant.yaml': manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'gateways', 'certificates', {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'kong' }],
        to: [{ group: '', kind: 'Secret' }],
      }),
    },
  },
  invalid: {
    'two certificates': [
      withChart(https('{name: a}', '{name: b}')),
      'gateway.yaml:9 listener "https" names 2 certificates',
    ],
    'a ConfigMap': [withChart(https('{name: a, kind: ConfigMap}')), 'gateway.yaml:9 certificateRefs names a ConfigMap'],
    'a Secret of another namespace, without a grant': [
      withChart(https('{name: edge-tls, namespace: certificates}')),
      'gateway.yaml:9 Secret certificates/edge-tls is in another namespace and no ReferenceGrant there',
    ],
    'a grant that the API server refuses': [
      {
        ...withChart(https('{name: edge-tls, namespace: certificates}')),
        'grant.yaml': manifest('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'gateways', 'certificates', {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'kong' }],
          to: [{ kind: 'Secret' }],
        }),
      },
      'gateway.yaml:9 the ReferenceGrant for it does not count: the API server refuses ReferenceGrant certificates/gateways: group is required in to',
    ],
    'a Secret without a key': [
      { ...withChart(https('{name: edge-tls}')), 'secret.yaml': secret('type: Opaque\n') },
      'gateway.yaml:9 Secret kong/edge-tls cannot be used',
    ],
  },
});
