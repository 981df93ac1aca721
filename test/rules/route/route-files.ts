import type { Files } from '../../../src/review/in-memory.ts';
import { gateway, gatewayClass, manifest } from '../../manifests/gateway-api.ts';
import { kongWithService } from '../../manifests/kong.ts';

/** What a case varies of HTTPRoute `shop/web`, which attaches to Gateway `kong/edge` and leads to Service `shop/web`. */
export interface RouteText {
  readonly kind?: string;
  readonly version?: string;
  readonly parents?: readonly object[];
  readonly hostnames?: readonly string[];
  readonly rules?: readonly object[];
}

/** The route as one manifest: its name is on line 4, its spec on line 6. */
export function httpRoute({ kind = 'HTTPRoute', version = 'v1', parents, hostnames, rules }: RouteText = {}): string {
  return manifest(`gateway.networking.k8s.io/${version}`, kind, 'web', 'shop', {
    parentRefs: parents ?? [{ name: 'edge', namespace: 'kong' }],
    hostnames,
    rules: rules ?? [{ backendRefs: [{ name: 'web', port: 80 }] }],
  });
}

export const service = (
  name = 'web',
  namespace = 'shop',
  ports: readonly object[] = [{ name: 'http', port: 80, targetPort: 8080 }],
): string => manifest('v1', 'Service', name, namespace, { selector: { app: name }, ports });

const all = '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}';

/** A cluster with Kong, Gateway `kong/edge` and one route in `route.yaml`; `more` files beside. */
export function clusterFiles(
  route: string,
  { listeners = [all], more = {} }: { readonly listeners?: readonly string[]; readonly more?: Files } = {},
): Files {
  return {
    'class.yaml': gatewayClass(),
    'gateway.yaml': gateway(listeners),
    'kong.yaml': kongWithService({
      streamListen: '0.0.0.0:9000',
      ports: ['80 8000', '443 8443', '9000 9000'],
      controllerSettings: 'CONTROLLER_PUBLISH_SERVICE: kong/proxy\nCONTROLLER_FEATURE_GATES: GatewayAlpha=true',
    }),
    'route.yaml': route,
    'service.yaml': service(),
    ...more,
  };
}

/** The statement that the repository holds all of some kinds. */
export const complete = (...kinds: readonly string[]): Files => ({
  '.github/portcullis.yml': `clusters: [{name: prod, paths: ['**'], complete: [${kinds.join(', ')}]}]\n`,
});
