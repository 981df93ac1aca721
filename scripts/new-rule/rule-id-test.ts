import { expect, test } from 'vitest';
import { reviewFiles } from '../../src/review/in-memory.ts';

const gateway = (name: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: kong }
spec:
  gatewayClassName: kong
  listeners:
    - { name: web, port: 80, protocol: HTTP }
`;

/** The findings of the rule as `path:line message`. */
const found = (name: string): string[] =>
  reviewFiles({ 'prod/gateway.yaml': gateway(name) })
    .findings.filter(({ rule }) => rule === 'rule-id')
    .map(({ at, message }) => `${at.path}:${at.line} ${message}`);

test.each([
  ['the case that is right', 'edge', []],
  ['the case that is wrong', 'edge', ['prod/gateway.yaml:4 write the sentence that a person will read']],
])('%s', (_, name, expected) => {
  expect(found(name)).toEqual(expected);
});
