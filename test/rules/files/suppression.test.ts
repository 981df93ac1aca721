import { gateway, plainClass } from '../../manifests/gateway-api.ts';
import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';

const wrong = (comment: string) => ({ ...withChart([]), 'gateway.yaml': `# ${comment}\n${gateway(['http HTTP 80'])}` });
const used = (comment: string) => ({
  'class.yaml': plainClass().replace('  name: kong', `  # ${comment}\n  name: kong`),
});

testRule(
  'suppression',
  {
    valid: {
      'no suppression': withChart(['http HTTP 80']),
      'one that silences a finding': used(
        'portcullis-ignore gateway-class-not-unmanaged: the operator of another team adds it',
      ),
      'a comment that only speaks of suppressions': wrong('see the guide on portcullis-ignore comments'),
    },
    invalid: {
      'one that silences nothing': [
        wrong('portcullis-ignore gateway-class-not-unmanaged: of old'),
        'gateway.yaml:1 unused suppression: no finding of gateway-class-not-unmanaged stands here',
      ],
      'no reason': [used('portcullis-ignore gateway-class-not-unmanaged'), 'class.yaml:4 reason'],
      'a rule that does not exist': [wrong('portcullis-ignore no-such-rule: of old'), 'gateway.yaml:1 no-such-rule'],
    },
  },
  ['gateway-class-not-unmanaged'],
);
