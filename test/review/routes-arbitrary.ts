import fc from 'fast-check';
import type { Files } from '../../src/review/in-memory.ts';
import { clusters } from './clusters-arbitrary.ts';

const line = (indent: number, text: string): string => `${' '.repeat(indent)}${text}\n`;
const optional = <T>(values: readonly T[]): fc.Arbitrary<T | null> =>
  fc.option(fc.constantFrom(...values), { freq: 2 });

/** Ways to name the Gateway, or a part of it, with slips that people make. */
const parent = fc
  .record({
    name: fc.constantFrom('edge', 'edge', 'second', 'edgee', 'secnd'),
    sectionName: optional(['l0', 'l1', 'l2', 'l9', 'm0']),
    port: optional([80, 443, 5432, 9901]),
  })
  .map(({ name, sectionName, port }) =>
    [
      line(4, `- name: ${name}`),
      line(6, 'namespace: kong'),
      sectionName === null ? '' : line(6, `sectionName: ${sectionName}`),
      port === null ? '' : line(6, `port: ${port}`),
    ].join(''),
  );

const backend = fc
  .record({ name: fc.constantFrom('web', 'two', 'elsewhere'), port: fc.constantFrom(80, 8080, 443, 9999, '"80"') })
  .map(({ name, port }) => [line(8, `- name: ${name}`), line(10, `port: ${port}`)].join(''));

const route = fc
  .record({
    kind: fc.constantFrom('HTTPRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'GRPCRoute'),
    parents: fc.array(parent, { minLength: 1, maxLength: 2 }),
    backends: fc.array(backend, { minLength: 1, maxLength: 2 }),
    hostname: optional(['a.example.com', '*.example.com']),
  })
  .map(({ kind, parents, backends, hostname }) => (index: number) => {
    const version = kind === 'HTTPRoute' || kind === 'GRPCRoute' ? 'v1' : 'v1alpha2';
    const hasHosts = hostname !== null && kind !== 'TCPRoute';
    return [
      `apiVersion: gateway.networking.k8s.io/${version}\nkind: ${kind}\nmetadata:\n  name: r${index}\n  namespace: kong\nspec:\n`,
      `  parentRefs:\n${parents.join('')}`,
      hasHosts ? `  hostnames:\n    - "${hostname}"\n` : '',
      `  rules:\n    - backendRefs:\n${backends.join('')}`,
    ].join('');
  });

const service = (name: string, ...ports: readonly string[]): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: kong\nspec:\n  ports:\n${ports
    .map((port, index) => `    - {name: p${index}, port: ${port}}\n`)
    .join('')}`;

/** A random cluster with routes to its Gateways, of which much is wrong too. */
export const clustersWithRoutes: fc.Arbitrary<Files> = fc
  .tuple(clusters, fc.array(route, { minLength: 1, maxLength: 3 }))
  .map(([files, routes]) => ({
    ...files,
    'routes.yaml': routes.map((write, index) => write(index)).join('---\n'),
    'services.yaml': [service('web', '80, targetPort: 8080'), service('two', '80', '443, targetPort: 9999')].join(
      '---\n',
    ),
  }));
