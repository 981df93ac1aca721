import fc from 'fast-check';
import { gateway, gatewayClass } from '../manifests/gateway-api.ts';
import type { Files } from '../../src/review/in-memory.ts';

const ports = [9000, 9001, 9002] as const;
const entry = fc.record({ port: fc.constantFrom(...ports), protocol: fc.constantFrom('TCP', 'UDP') });
const asked = fc.record({ port: fc.constantFrom(...ports), protocol: fc.constantFrom('TCP', 'UDP', 'TLS') });

const value = ({ port, protocol }: { port: number; protocol: string }): string =>
  `{containerPort: ${port}, servicePort: ${port}, protocol: ${protocol}}`;

/** A release in a base, an overlay that patches its values and a Gateway that asks for streams of it. */
export const overlays: fc.Arbitrary<Files> = fc
  .record({
    base: fc.uniqueArray(entry, { maxLength: 2, selector: ({ port }) => port }),
    patch: fc.uniqueArray(entry, { maxLength: 2, selector: ({ port }) => port }),
    form: fc.constantFrom('append', 'merge'),
    listeners: fc.uniqueArray(asked, { minLength: 1, maxLength: 3, selector: ({ port }) => port }),
  })
  .map(({ base, patch, form, listeners }): Files => {
    const head =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: kong, namespace: kong}\nspec:\n';
    const release = `${head}  chart:\n    spec: {chart: kong, version: 3.4.1, sourceRef: {kind: HelmRepository, name: kong}}\n`;
    const stream = base.map((each) => `\n      - ${value(each)}`).join('');
    const values = `  values:\n    proxy:\n      type: LoadBalancer\n      stream:${stream === '' ? ' []' : stream}\n`;
    const appended = patch.map((each) => `- {op: add, path: /spec/values/proxy/stream/-, value: ${value(each)}}\n`);
    const merged = `${head}  values:\n    proxy:\n      stream:${patch.map((each) => `\n      - ${value(each)}`).join('')}\n`;
    const tls = 'tls: {mode: Terminate, certificateRefs: [{name: c}]}';
    return {
      'base/kustomization.yaml': 'resources: [release.yaml]\n',
      'base/release.yaml': release + values,
      'prod/kustomization.yaml': `resources: [../base, class.yaml, gateway.yaml]\n${
        patch.length === 0 ? '' : 'patches:\n- {target: {kind: HelmRelease}, path: patch.yaml}\n'
      }`,
      'prod/class.yaml': gatewayClass(),
      'prod/gateway.yaml': gateway(
        listeners.map(({ port, protocol }, at) => `l${at} ${protocol} ${port}${protocol === 'TLS' ? ` ${tls}` : ''}`),
      ),
      ...(patch.length === 0 ? {} : { 'prod/patch.yaml': form === 'append' ? appended.join('') : merged }),
    };
  });
