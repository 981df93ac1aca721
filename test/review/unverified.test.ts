import { describe, expect, test } from 'vitest';
import { changed } from '../manifests/edits.ts';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import { kongApplication } from '../manifests/gitops-tools.ts';
import { reviewFiles, type Files } from '../../src/review/in-memory.ts';

const https = 'tls HTTPS 443 tls: {certificateRefs: [{name: edge-tls}]}';
const files: Files = {
  'class.yaml': gatewayClass(),
  'kong.yaml': kongApplication(),
  'edge.yaml': gateway([https]),
  'team.yaml': gateway([https], { name: 'team' }),
  'README.md': 'Kong\n',
};
const about = (head: Files, base: Files | null): readonly string[] => [
  ...new Set(reviewFiles(head, base).unverified.map((fact) => fact.about)),
];

describe('what could not be verified is told to whoever can act on it', () => {
  test.each<[name: string, base: Files | null, head: Files, expected: readonly string[]]>([
    ['all of it without a change', null, files, ['Gateway kong/edge', 'Gateway kong/team']],
    ['nothing in a change of something else', files, { ...files, 'README.md': 'Kong 3\n' }, []],
    ['an object of the change', files, changed(files, 'edge.yaml', 'name: tls,', 'name: web,'), ['Gateway kong/edge']],
    [
      'what the change makes so',
      { 'class.yaml': gatewayClass(), 'edge.yaml': gateway(), 'kong.yaml': kongApplication() },
      { 'class.yaml': gatewayClass(), 'edge.yaml': gateway(), 'kong.yaml': kongApplication('', { version: '>=1' }) },
      ['Gateway kong/edge'],
    ],
    [
      'everything in the cluster of a finding that it introduces',
      files,
      { ...files, 'more.yaml': gateway(['db TCP 5432'], { name: 'more' }) },
      ['Gateway kong/edge', 'Gateway kong/team'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(about(head, base)).toEqual(expected);
  });
});

test('nobody is told where nothing of Kong and no Gateway is', () => {
  const gitops = {
    'kong-docs/kustomization.yaml': 'resources: ["https://example.com/kong-gateway.yaml", service.yaml]\n',
    'kong-docs/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: kong-docs}\n',
  };
  expect(reviewFiles(gitops).unverified).toEqual([]);
});

test('where commands are alternatives, no controller is said to be missing', () => {
  const install = (name: string): string => `helm install ${name} kong/kong -n kong --version 3.4.1`;
  const script = `if a; then\n  ${install('one')}\nelse\n  ${install('two')}\nfi\n`;
  const { unverified } = reviewFiles({ 'class.yaml': gatewayClass(), 'edge.yaml': gateway(), 'up.sh': script });
  const which = 'which of several releases of Kong are in use hangs on which commands are run (up.sh)';
  expect(unverified.map(({ reason }) => reason)).toEqual([
    which,
    `which Kong ingress controller has the controller name "konghq.com/kic-gateway-controller" is not known: ${which}`,
  ]);
});
