import { consumer, naming, secret } from '../plugin/plugin-files.ts';
import { complete } from '../route/route-files.ts';
import { testChange, testRule } from '../rule-cases.ts';

const ann = { 'ann.yaml': consumer('ann', { credentials: ['key'] }) };
const typed = secret('key', ['key'], 'konghq.com/credential: key-auth');

testRule('credential-not-found', {
  valid: {
    'a Secret of a known type': naming('', { ...ann, 'secret.yaml': typed }),
    'a Secret that may stand elsewhere': naming('', ann),
    'a key in capitals, which the controller takes': naming('', {
      ...ann,
      'secret.yaml': secret('key', ['Key'], 'konghq.com/credential: key-auth'),
    }),
    'a Secret without keys, which somebody fills': naming('', {
      ...ann,
      'secret.yaml': typed.replace(/stringData: .*/, ''),
    }),
    'a Secret that a generator fills': naming('', {
      ...ann,
      'secret.yaml': secret('key', ['note'], 'konghq.com/credential: key-auth').replace(
        '  labels',
        '  annotations: {secret-generator.v1.mittwald.de/autogenerate: key}\n  labels',
      ),
    }),
    'an encrypted one': naming('', { ...ann, 'secret.yaml': `${secret('key', ['key'])}sops: {version: 3.9.0}\n` }),
    'a consumer of another class': naming('', {
      'ann.yaml': ann['ann.yaml'].replace('class: kong', 'class: other'),
      'secret.yaml': secret('key', ['key']),
    }),
  },
  invalid: {
    'a Secret without its label': [
      naming('', { ...ann, 'secret.yaml': secret('key', ['key']) }),
      'ann.yaml:8 KongConsumer shop/ann names Secret shop/key as a credential, which lacks the label konghq.com/credential that says of what type it is. After merge: the controller leaves the credential out, and the consumer is without it',
    ],
    'the key that releases before 3.2 read': [
      naming('', { ...ann, 'secret.yaml': secret('key', ['key', 'kongCredType']) }),
      'ann.yaml:8 which lacks the label konghq.com/credential',
    ],
    'a type that is none': [
      naming('', { ...ann, 'secret.yaml': secret('key', ['key'], 'konghq.com/credential: keyauth') }),
      'ann.yaml:8 whose label konghq.com/credential is "keyauth", a type that the controller does not know',
    ],
    'a Secret without the key of its type': [
      naming('', { ...ann, 'secret.yaml': secret('key', ['password'], 'konghq.com/credential: basic-auth') }),
      'ann.yaml:8 KongConsumer shop/ann names Secret shop/key as a credential, which has no key "username". After merge: the controller leaves the credential out, and the consumer is without it',
    ],
    'a Secret that is nowhere': [
      naming('', { ...ann, ...complete('Secret') }),
      'ann.yaml:8 which is not in the repository that holds all of them',
    ],
  },
});

testChange('credential-not-found', {
  silent: { 'both go': [naming('', { ...ann, 'secret.yaml': typed }), naming('')] },
  told: {
    'a Secret that is removed': [
      naming('', { ...ann, 'secret.yaml': typed }),
      naming('', ann),
      'ann.yaml:8 as a credential, which this change removes',
    ],
    'a label that is removed': [
      naming('', { ...ann, 'secret.yaml': typed }),
      naming('', { ...ann, 'secret.yaml': secret('key', ['key']) }),
      'secret.yaml:5 which lacks the label',
    ],
  },
});
