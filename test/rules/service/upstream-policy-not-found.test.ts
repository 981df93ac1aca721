import { manifest } from '../../manifests/gateway-api.ts';
import { annotated, naming } from '../plugin/plugin-files.ts';
import { complete, service } from '../route/route-files.ts';
import { testChange, testRule } from '../rule-cases.ts';
import type { Files } from '../../../src/review/in-memory.ts';

const policy = (name: string, namespace = 'shop'): string =>
  manifest('configuration.konghq.com/v1beta1', 'KongUpstreamPolicy', name, namespace, {
    algorithm: 'least-connections',
  });

const named = (name: string, more: Files = {}): Files => ({
  ...naming('', more),
  'service.yaml': annotated(service(), { 'konghq.com/upstream-policy': name }),
});

testRule('upstream-policy-not-found', {
  valid: {
    'a policy that is there': named('least', { 'policy.yaml': policy('least') }),
    'one that may stand elsewhere': named('least'),
    'a sibling': named('least-v2', { 'policy.yaml': policy('least-v1') }),
  },
  invalid: {
    'one that is nowhere': [
      named('least', complete('KongUpstreamPolicy')),
      'service.yaml:5 Service shop/web names KongUpstreamPolicy shop/least, which is not in the repository that holds all of them',
    ],
    'a typing error': [
      named('laest', { 'policy.yaml': policy('least') }),
      'service.yaml:5 KongUpstreamPolicy shop/least is one letter away',
    ],
    'another namespace': [
      named('least', { 'policy.yaml': policy('least', 'infra') }),
      'service.yaml:5 the only one of that name is KongUpstreamPolicy infra/least, and a policy counts in its own namespace alone',
    ],
  },
});

testChange('upstream-policy-not-found', {
  silent: { 'both go': [named('least', { 'policy.yaml': policy('least') }), naming('')] },
  told: {
    'a policy that is removed': [
      named('least', { 'policy.yaml': policy('least') }),
      named('least'),
      'service.yaml:5 names KongUpstreamPolicy shop/least, which this change removes',
    ],
  },
});
