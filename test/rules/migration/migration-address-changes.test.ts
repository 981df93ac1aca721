import { gateway, manifest } from '../../manifests/gateway-api.ts';
import { withController, withOperator } from '../../manifests/migration.ts';
import { testChange } from '../rule-cases.ts';

const route = (...parents: readonly string[]): string =>
  manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', 'kong', {
    parentRefs: parents.map((name) => ({ name })),
    rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
  });
const managed = (name: string): string => gateway(['http HTTP 80'], { name, className: 'managed' });
const { 'gateway.yaml': _, ...operatorAlone } = withOperator();
const besides = {
  'operator-class.yaml': operatorAlone['class.yaml'] ?? '',
  'operator.yaml': operatorAlone['operator.yaml'] ?? '',
};
const kept = 'its address is no longer that of Service kong/kong-kong-proxy';

testChange('migration-address-changes', {
  silent: {
    'no move': [withController(), withController('env:\n  log_level: warn\n')],
    'another Gateway of the operator beside it': [
      withController(),
      withController('', { ...besides, 'new.yaml': managed('new') }),
    ],
    'two that go and one that comes, of which nothing tells whose place it takes': [
      withController('', { 'second.yaml': gateway(['http HTTP 80'], { name: 'second' }) }),
      { ...operatorAlone, 'new.yaml': managed('new') },
    ],
    'a Gateway that goes to another implementation': [
      withController(),
      { 'gateway.yaml': gateway(['http HTTP 80'], { className: 'istio' }) },
    ],
  },
  told: {
    'to the operator': [
      withController(),
      withOperator(),
      `gateway.yaml:7 Gateway kong/edge moves to Kong Operator, which makes a Service for it alone: ${kept}.`,
    ],
    'several Gateways of one address': [
      withController('', { 'second.yaml': gateway(['http HTTP 80'], { name: 'second' }) }),
      withOperator(null, { 'second.yaml': managed('second') }),
      `gateway.yaml:7 Gateway kong/edge moves to Kong Operator, which makes a Service for it alone: ${kept}, and another Gateway that had it gets one of its own too.`,
      'second.yaml:7 Gateway kong/second moves to Kong Operator',
    ],
    'a class that changes hands': [
      withController(),
      withController('', {
        'class.yaml': (operatorAlone['class.yaml'] ?? '').replace('name: managed', 'name: kong'),
        'operator.yaml': operatorAlone['operator.yaml'] ?? '',
      }),
      'class.yaml:6 Gateway kong/edge moves to Kong Operator',
    ],
    'routes that follow to another Gateway, one step at a time': [
      withController('', { 'route.yaml': route('edge') }),
      withController('', { ...besides, 'new.yaml': managed('new'), 'route.yaml': route('edge', 'new') }),
      'new.yaml:7 Gateway kong/new of Kong Operator takes the place of Gateway kong/edge',
    ],
    'back to the ingress controller': [
      withOperator(),
      withController(),
      'gateway.yaml:7 Gateway kong/edge moves to the ingress controller, whose Gateways have the address of Service kong/kong-kong-proxy.',
    ],
  },
});
