import { mkdtempSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askedOf, mergedParameters, type Parameters } from '../../scripts/deploy/parameters.ts';
import { packAuthority } from '../../scripts/package/authority.ts';
import { makeCertificates } from '../app/private-network.ts';

const needed: Parameters = { appId: '1', alarmEmail: 'a@example.com' };
const network: Parameters = { subnets: 'subnet-1,subnet-2', securityGroups: 'sg-1' };

const given = (...args: readonly string[]): Parameters => askedOf(args, {})?.given ?? {};

test.each<[string, readonly string[], Parameters, Parameters]>([
  ['what was given before holds', [], { ...needed, workers: '8' }, { ...needed, workers: '8' }],
  ['what is given again wins', ['--workers', '9'], { ...needed, workers: '8' }, { ...needed, workers: '9' }],
  ['"none" takes it back', ['--proxy', 'none'], { ...needed, proxy: 'http://p:1' }, needed],
  [
    'a topic takes the place of an address',
    ['--alarm-topic', 'arn:aws:sns:eu-central-1:1:t'],
    needed,
    { appId: '1', alarmTopic: 'arn:aws:sns:eu-central-1:1:t' },
  ],
  [
    'a network is both',
    ['--subnets', 'subnet-1,subnet-2', '--security-groups', 'sg-1'],
    needed,
    { ...needed, ...network },
  ],
  [
    'a network is left as a whole',
    ['--subnets', 'none', '--security-groups', 'none'],
    { ...needed, ...network },
    needed,
  ],
])('%s', (_, args, before, expected) => {
  expect(mergedParameters(given(...args), before)).toEqual(expected);
});

test.each<[readonly string[], Parameters, RegExp]>([
  [[], {}, /--app-id: [^]*--alarm-email or --alarm-topic: /],
  [['--app-id', 'none'], needed, /--app-id: /],
  [['--alarm-email', 'none'], needed, /--alarm-email or --alarm-topic: /],
  [['--subnets', 'subnet-1'], needed, /--subnets and --security-groups go together/],
  [['--security-groups', 'none'], { ...needed, ...network }, /go together/],
  [['--no-proxy', '.amazonaws.com'], needed, /there is no --proxy/],
])('%j after %j is refused', (args, before, said) => {
  expect(() => mergedParameters(given(...args), before)).toThrow(said);
});

test.each([
  ['--app-id', 'Iv1.abc', '--app-id must be N, not "Iv1.abc".'],
  ['--subnets', 'vpc-1', '--subnets must be ID,…, not "vpc-1".'],
  // Whoever reads the template would read a password.
  ['--proxy', 'http://user:password@proxy:3128', '--proxy must be http://HOST:PORT, not'],
  ['--stage', 'Prod', '--stage must be a short name'],
  ['--nonsense', 'x', "Unknown option '--nonsense'"],
])('%s %s is refused', (option, value, said) => {
  expect(() => given(option, value)).toThrow(said);
});

test('an authority is packed as certificates and nothing else, and goes with the parameter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-authority-'));
  makeCertificates(folder, ['git.portcullis.test']);
  const [own, other] = ['ca.pem', 'server.pem'].map((name) => readFileSync(join(folder, name), 'utf8').trim());
  writeFileSync(join(folder, 'bundle.pem'), `# ours\n${own}\n# and another\n${other}\n`);
  packAuthority(join(folder, 'bundle.pem'), folder);
  expect(readFileSync(join(folder, 'authority.pem'), 'utf8')).toBe(`${own}\n${other}\n`);
  packAuthority(null, folder);
  expect(existsSync(join(folder, 'authority.pem'))).toBe(false);
  writeFileSync(join(folder, 'damaged.pem'), `${own}\n${other?.replace(/\n.{60}/, '\nAAAA')}\n`);
  for (const [name, said] of [
    ['damaged.pem', 'one that is damaged'],
    ['ca.key', 'holds no certificate in PEM form'],
    ['missing.pem', 'cannot be read here'],
  ] as const)
    expect(() => packAuthority(join(folder, name), folder)).toThrow(said);
  expect(existsSync(join(folder, 'authority.pem'))).toBe(false);
});
