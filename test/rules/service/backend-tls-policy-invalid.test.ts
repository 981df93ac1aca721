import { gateway, manifest, plainClass } from '../../manifests/gateway-api.ts';
import { secret } from '../plugin/plugin-files.ts';
import { clusterFiles, complete, httpRoute, service } from '../route/route-files.ts';
import { testChange, testRule } from '../rule-cases.ts';
import type { Files } from '../../../src/review/in-memory.ts';

interface PolicyText {
  readonly name?: string;
  readonly namespace?: string;
  readonly version?: string;
  readonly target?: object;
  readonly validation?: object;
}

const ca = { group: '', kind: 'ConfigMap', name: 'ca' };
const trusted = { group: '', kind: 'Secret', name: 'ca' };

/** A policy whose name stands on line 4. */
const policy = ({ name = 'web', namespace = 'shop', version = 'v1alpha3', target, validation }: PolicyText = {}) =>
  manifest(`gateway.networking.k8s.io/${version}`, 'BackendTLSPolicy', name, namespace, {
    targetRefs: [target ?? { group: '', kind: 'Service', name: 'web' }],
    validation: validation ?? { hostname: 'web.shop.svc', caCertificateRefs: [ca] },
  });

const files = (text: string, more: Files = {}): Files =>
  clusterFiles(httpRoute(), { more: { 'policy.yaml': text, ...more } });

/** The same with other settings of the controller. */
const set = (all: Files, from: string, to: string): Files => ({
  ...all,
  'kong.yaml': (all['kong.yaml'] ?? '').replaceAll(from, to),
});

const release = (all: Files, version: string): Files =>
  set(all, 'kubernetes-ingress-controller:3.5', `kubernetes-ingress-controller:${version}`);
const names = {
  hostname: 'web.shop.svc',
  caCertificateRefs: [ca],
  subjectAltNames: [{ type: 'Hostname', hostname: 'a.b' }],
};

testRule('backend-tls-policy-invalid', {
  valid: {
    'a policy that is taken': files(policy()),
    'one that is for a Service which no route leads to': files(
      policy({ target: { group: '', kind: 'Service', name: 'other' }, validation: names }),
      { 'other.yaml': service('other') },
    ),
    'one in another namespace than the Service': files(policy({ namespace: 'other', validation: names })),
    'one that is for something else than a Service': files(
      policy({ target: { group: 'example.com', kind: 'Service', name: 'web' }, validation: names }),
    ),
    'two policies for two Services': files(policy(), {
      'other.yaml': policy({ name: 'other', target: { group: '', kind: 'Service', name: 'other' } }),
    }),
    'two policies of one name in two namespaces': files(policy(), { 'other.yaml': policy({ namespace: 'other' }) }),
    'a ConfigMap that may stand elsewhere': files(policy(), complete('Secret', 'ConfigMap')),
    'a Secret that may stand elsewhere': files(
      policy({ validation: { hostname: 'a.b', caCertificateRefs: [trusted] } }),
    ),
    'a Secret that is there': files(policy({ validation: { hostname: 'a.b', caCertificateRefs: [trusted] } }), {
      ...complete('Secret'),
      'secret.yaml': secret('ca', ['ca.crt']),
    }),
    'a route that Kong does not get': {
      ...files(policy({ validation: names })),
      'route.yaml': httpRoute({ parents: [{ name: 'elsewhere', namespace: 'kong' }] }),
    },
    'one that is not read, for a Service that tells Kong of TLS by itself': {
      ...set(files(policy()), 'GatewayAlpha=true', 'GatewayAlpha=false'),
      'service.yaml': service().replace(
        'namespace: shop',
        'namespace: shop\n  annotations: {konghq.com/protocol: https}',
      ),
    },
    'one that is not read, for a Service that another implementation serves too': set(
      files(policy(), {
        'others.yaml': `${plainClass('envoy', 'gateway.envoyproxy.io/gatewayclass-controller')}---\n${gateway(undefined, { name: 'inner', className: 'envoy' })}`,
        'second.yaml': httpRoute({ parents: [{ name: 'inner', namespace: 'kong' }] }).replace('web', 'inner'),
      }),
      'GatewayAlpha=true',
      'GatewayAlpha=false',
    ),
    'one that is not read, for a Service that a Gateway of another repository may serve too': set(
      files(policy(), { 'second.yaml': httpRoute({ parents: [{ name: 'inner' }] }).replace('web', 'inner') }),
      'GatewayAlpha=true',
      'GatewayAlpha=false',
    ),
    'gates that are not known': set(files(policy()), 'GatewayAlpha=true', '${GATES}'),
  },
  invalid: {
    'without the feature gate': [
      set(files(policy()), 'GatewayAlpha=true', 'GatewayAlpha=false'),
      'policy.yaml:4 BackendTLSPolicy shop/web is ignored: the controller kong/kong reads such policies only with the feature gate GatewayAlpha=true, which is off. After merge: Kong reaches Service shop/web as if there were no policy',
    ],
    'before the first release that reads them': [
      release(files(policy()), '3.3.1'),
      'policy.yaml:4 is older than release 3.4',
    ],
    'names that are not supported': [
      files(policy({ validation: names })),
      'policy.yaml:6 states subjectAltNames, which no release of the controller supports. It then takes nothing of the policy: leave them out. After merge: Accepted=False, Invalid, and Kong reaches Service shop/web',
    ],
    'certificates of the system': [
      files(policy({ validation: { hostname: 'a.b', wellKnownCACertificates: 'System' } })),
      'policy.yaml:6 states wellKnownCACertificates',
    ],
    'certificates of another kind': [
      files(
        policy({
          validation: { hostname: 'a.b', caCertificateRefs: [{ group: 'example.com', kind: 'Bundle', name: 'ca' }] },
        }),
      ),
      'policy.yaml:6 takes its certificates from a Bundle of example.com',
    ],
    'a Secret that is nowhere': [
      files(policy({ validation: { hostname: 'a.b', caCertificateRefs: [trusted] } }), complete('Secret')),
      'policy.yaml:6 takes its certificates from Secret shop/ca, which is not in the repository',
    ],
    'two policies for one Service': [
      files(policy(), {
        'second.yaml': policy({
          name: 'second',
          target: { group: '', kind: 'Service', name: 'web', sectionName: 'http' },
        }),
      }),
      'second.yaml:6 BackendTLSPolicy shop/second and BackendTLSPolicy shop/web are both for Service shop/web, and the controller then takes neither',
    ],
    'a version that is not served': [
      {
        ...files(policy({ version: 'v1' })),
        '.github/portcullis.yml':
          "clusters: [{name: prod, paths: ['**'], gatewayApi: {version: 1.4.0, channel: standard}}]\n",
        'kong.yaml': files('')['kong.yaml'] ?? '',
      },
      'policy.yaml:4 reads these policies as v1alpha3 only, which is not served (Gateway API 1.4.0, standard channel)',
    ],
  },
});

testChange('backend-tls-policy-invalid', {
  silent: {
    'names that were there before': [files(policy({ validation: names })), files(policy({ validation: names }))],
  },
  told: {
    'a policy that comes before another one': [
      files(policy()),
      files(policy(), { 'a.yaml': policy({ name: 'first' }) }),
      'a.yaml:4 are both for Service shop/web',
    ],
    'the Secret goes': [
      files(policy({ validation: { hostname: 'a.b', caCertificateRefs: [trusted] } }), {
        'secret.yaml': secret('ca', ['ca.crt']),
      }),
      files(policy({ validation: { hostname: 'a.b', caCertificateRefs: [trusted] } })),
      'policy.yaml:6 takes its certificates from Secret shop/ca, which this change removes',
    ],
  },
});
