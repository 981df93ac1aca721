import { deployment, kustomization, randomFrom } from './generate-tree.ts';

const clusters = ['ap', 'eu', 'us'] as const;

const route = (app: string, random: () => number): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${app}
  labels:
    app.kubernetes.io/name: ${app}
  annotations:
    konghq.com/strip-path: "true"
spec:
  parentRefs:
    - name: edge
      namespace: kong
      sectionName: http
  hostnames:
    - ${app}.example.com
  rules:
${Array.from(
  { length: 1 + Math.floor(random() * 3) },
  (_, index) => `    - matches:
        - path:
            type: PathPrefix
            value: /v${index}
      filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            set:
              - name: x-version
                value: v${index}
      backendRefs:
        - name: ${app}
          port: 80
`,
).join('')}`;

const service = (app: string): string => `apiVersion: v1
kind: Service
metadata:
  name: ${app}
  labels:
    app.kubernetes.io/name: ${app}
spec:
  selector:
    app.kubernetes.io/name: ${app}
  ports:
    - name: http
      port: 80
      targetPort: http
    - name: metrics
      port: 9090
      targetPort: metrics
`;

const namespace = (name: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    routes: public\n`;

/** What one cluster makes of a namespace: its name, and another host for the first route. */
const overlay = (name: string): string => `${kustomization([`../../../apps/${name}`])}namespace: ${name}
labels:
  - pairs:
      team: ${name}
patches:
  - path: host.yaml
`;

const hostPatch = (cluster: string, app: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${app}
spec:
  hostnames:
    - ${app}.${cluster}.example.com
`;

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: kong
  namespace: kong
spec:
  chart:
    spec:
      chart: ingress
      version: 0.24.0
      sourceRef:
        kind: HelmRepository
        name: kong
`;

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: kong
  annotations:
    konghq.com/gatewayclass-unmanaged: 'true'
spec:
  controllerName: konghq.com/kic-gateway-controller
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
  namespace: kong
spec:
  gatewayClassName: kong
  listeners:
    - name: http
      port: 80
      protocol: HTTP
      allowedRoutes:
        namespaces:
          from: Selector
          selector:
            matchLabels:
              routes: public
    - name: lost
      port: 9999
      protocol: TCP
`;

/**
 * A GitOps repository of about `count` files of which two fifths are HTTPRoutes and two fifths Services, in one
 * namespace for each hundred files and three clusters: each has an overlay of every namespace. Returns path → text.
 */
export function generateRouteTree(count: number): ReadonlyMap<string, string> {
  const random = randomFrom(count);
  const files = new Map<string, string>();
  const namespaces = Array.from({ length: Math.max(1, Math.round(count / 100)) }, (_, index) => `team-${index}`);
  const workloads = count - namespaces.length * (2 * 40 + 2 + 2 * clusters.length) - 3 * clusters.length;
  for (const cluster of clusters) {
    files.set(`clusters/${cluster}/kong/release.yaml`, release);
    files.set(`clusters/${cluster}/kong/gateway.yaml`, gateway);
    const overlays = namespaces.map((name) => `./${name}`);
    files.set(
      `clusters/${cluster}/kustomization.yaml`,
      kustomization(['kong/release.yaml', 'kong/gateway.yaml', ...overlays]),
    );
  }
  let left = workloads;
  namespaces.forEach((name, place) => {
    const resources = ['namespace.yaml'];
    const apps = Array.from({ length: 40 }, (_, index) => `${name}-service-${index}`);
    const share = Math.round(left / (namespaces.length - place));
    apps.forEach((app, index) => {
      const parts = {
        route: route(app, random),
        service: service(app),
        ...(index < share ? { deployment: deployment(app, random) } : {}),
      };
      for (const [part, text] of Object.entries(parts)) {
        files.set(`apps/${name}/${app}/${part}.yaml`, text);
        resources.push(`${app}/${part}.yaml`);
      }
    });
    left -= share;
    files.set(`apps/${name}/namespace.yaml`, namespace(name));
    files.set(`apps/${name}/kustomization.yaml`, kustomization(resources));
    for (const cluster of clusters) {
      files.set(`clusters/${cluster}/${name}/kustomization.yaml`, overlay(name));
      files.set(`clusters/${cluster}/${name}/host.yaml`, hostPatch(cluster, apps[0] ?? name));
    }
  });
  return files;
}

/** A repository of which every file is a Gateway, but for the two that make them run. Returns path → text. */
export function generateGatewayTree(count: number): ReadonlyMap<string, string> {
  const [gatewayClass = '', edge = ''] = gateway.split('---\n');
  const files = new Map([
    ['kong/release.yaml', release],
    ['kong/gateway.yaml', `${gatewayClass}---\n${edge}`],
  ]);
  for (let index = 0; files.size < count; index += 1) {
    const name = `gateway-${index}`;
    files.set(`gateways/${name}.yaml`, edge.replace('name: edge', `name: ${name}`));
  }
  return files;
}
