import { withChart } from '../../manifests/repositories.ts';
import { testRule } from '../rule-cases.ts';
import type { Files } from '../../../src/review/in-memory.ts';

const ref = (name: string, more = ''): string => `tls: {certificateRefs: [{name: ${name}${more}}]}`;
/** Two TLS listeners on ports that Kong offers. */
const two = (first: string, second: string, more: Files = {}): Files => ({
  ...withChart(
    [`one HTTPS 443 ${first}`, `two TLS 8444 ${second}`],
    `proxy:\n  stream:\n  - {containerPort: 8444, servicePort: 8444, protocol: TCP, parameters: [ssl]}\n`,
  ),
  ...more,
});
const pem = (kind: string, text: string): string => `-----BEGIN ${kind}-----\\n${text}\\n-----END ${kind}-----`;
const secret = (name: string, text: string, namespace = 'kong'): string =>
  `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {name: ${name}, namespace: ${namespace}}\nstringData: {tls.crt: "${pem('CERTIFICATE', text)}", tls.key: "${pem('PRIVATE KEY', text)}"}\n`;

testRule('certificate-sni-shared', {
  valid: {
    'one certificate for both': two(ref('a'), ref('a')),
    'a hostname for each': two(`hostname: a.example.com, ${ref('a')}`, `hostname: b.example.com, ${ref('b')}`),
    'two Secrets that hold the same': two(ref('a'), ref('b'), {
      's.yaml': secret('a', 'AAAA'),
      't.yaml': secret('b', 'AAAA'),
    }),
    'a listener that is not served': {
      ...withChart([`one HTTPS 443 ${ref('a')}`, `two HTTPS 8445 ${ref('b')}`]),
    },
  },
  invalid: {
    'two Secrets that differ': [
      two(ref('a'), ref('b'), { 's.yaml': secret('a', 'AAAA'), 't.yaml': secret('b', 'BBBB') }),
      'gateway.yaml:10 listener "two" of Gateway kong/edge brings the certificate kong/b for every name, and listener "one" of Gateway kong/edge brings kong/a for it too. Kong serves one certificate for a name, whatever the port.',
    ],
    'listeners of two Gateways': [
      {
        ...withChart([`one HTTPS 443 hostname: a.com, ${ref('a')}`]),
        'second.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: second, namespace: kong}
spec:
  gatewayClassName: kong
  listeners: [{name: web, protocol: HTTPS, port: 443, hostname: a.com, ${ref('b')}}]
`,
        's.yaml': secret('a', 'AAAA'),
        't.yaml': secret('b', 'BBBB'),
      },
      'second.yaml:6 listener "web" of Gateway kong/second brings the certificate kong/b for "a.com", and listener "one" of Gateway kong/edge brings kong/a for it too.',
    ],
    'two Secrets of which nothing is known': [
      two(ref('a'), ref('b')),
      'gateway.yaml:10 whatever the port, unless both Secrets hold the same one.',
    ],
  },
});
