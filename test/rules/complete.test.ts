import { describe, expect, test } from 'vitest';
import { findingsIn } from '../review/finding-lines.ts';
import { gateway, gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { withChart } from '../manifests/repositories.ts';
import type { Files } from '../../src/review/in-memory.ts';

const complete = (kinds: string): Files => ({
  '.github/portcullis.yml': `clusters:\n  - name: prod\n    paths: ['**']\n    complete: ${kinds}\n`,
});
const https = withChart(['https HTTPS 443 tls: {certificateRefs: [{name: cert}]}']);
const external =
  'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: cert, namespace: kong}\nspec: {}\n';
const other: Files = {
  'gateway.yaml': gateway(['http HTTP 80'], { className: 'edge' }),
  'other.yaml': plainClass('other', 'example.com/other'),
};

describe('what is not in a repository that holds all of a kind', () => {
  test.each<[string, Files, readonly string[]]>([
    ['a Secret, where nothing is said', https, []],
    ['a Secret', { ...https, ...complete('[Secret]') }, ['gateway.yaml:9 listener-certificate']],
    ['a Secret of its namespace', { ...https, ...complete('[kong/Secret]') }, ['gateway.yaml:9 listener-certificate']],
    ['a Secret, where another namespace is complete', { ...https, ...complete('[edge/Secret, edge/all]') }, []],
    ['a Secret, where all is there', { ...https, ...complete('all') }, ['gateway.yaml:9 listener-certificate']],
    ['a Secret that something makes', { ...https, ...complete('[Secret]'), 'secret.yaml': external }, []],
    ['a Secret of another kind of completeness', { ...https, ...complete('[GatewayClass]') }, []],
    [
      'a Secret that a remote base may bring',
      {
        ...https,
        ...complete('[Secret]'),
        'k/kustomization.yaml': 'resources: ["https://example.com/kong.yaml", a.yaml]\n',
        'k/a.yaml': gatewayClass('more', 'example.com/more'),
      },
      [],
    ],
    ['a class, where none of Kong’s is there and nothing is said', other, []],
    ['a class', { ...other, ...complete('[GatewayClass]') }, ['gateway.yaml:7 gateway-class-not-found']],
  ])('%s', (_, files, expected) => {
    expect(findingsIn(files)).toEqual(expected);
  });
});
