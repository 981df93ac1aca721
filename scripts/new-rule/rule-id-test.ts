import { withChart } from '../../test/manifests/repositories.ts';
import { testRule } from '../../test/rules/rule-cases.ts';

testRule('rule-id', {
  valid: {
    'what is special about a case that is right': withChart(['http HTTP 80']),
  },
  invalid: {
    'what is wrong': [withChart(['http HTTP 80']), 'gateway.yaml:4 a part of the sentence that a person will read'],
  },
});
