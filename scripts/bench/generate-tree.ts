import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Always the same numbers, so that two runs measure the same tree (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const deployment = (app: string, random: () => number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
  labels:
    app.kubernetes.io/name: ${app}
spec:
  replicas: ${1 + Math.floor(random() * 4)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${app}
    spec:
      containers:
        - name: ${app}
          image: registry.example.com/${app}:${Math.floor(random() * 100)}.0.1
          ports:
            - name: http
              containerPort: 8080
          env:
${Array.from({ length: 4 + Math.floor(random() * 12) }, (_, index) => `            - name: SETTING_${index}\n              value: "${Math.floor(random() * 1e9).toString(36)}"`).join('\n')}
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
          readinessProbe:
            httpGet: { path: /healthz, port: http }
`;

const service = (app: string): string => `apiVersion: v1
kind: Service
metadata:
  name: ${app}
spec:
  selector:
    app.kubernetes.io/name: ${app}
  ports:
    - name: http
      port: 80
      targetPort: http
`;

const configMap = (app: string, random: () => number): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${app}
data:
  dashboard.json: |
${Array.from({ length: 20 + Math.floor(random() ** 3 * 330) }, (_, index) => `    {"panel": ${index}, "query": "sum(rate(http_requests_total{app=\\"${app}\\"}[5m]))", "x": ${Math.floor(random() * 24)}},`).join('\n')}
`;

const route = (app: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${app}
spec:
  parentRefs:
    - name: edge
      namespace: kong
      sectionName: http
  hostnames: [${app}.example.com]
  rules:
    - backendRefs:
        - name: ${app}
          port: 80
`;

export const kustomization = (resources: readonly string[]): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources.map((name) => `  - ${name}\n`).join('')}`;

const application = (app: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${app}
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://git.example.com/platform/gitops.git
    targetRevision: main
    path: apps/${app}
  destination:
    server: https://kubernetes.default.svc
    namespace: ${app}
`;

const kongFiles: Readonly<Record<string, string>> = {
  'platform/kong/release.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: kong, namespace: kong }
spec:
  chart:
    spec: { chart: ingress, version: 0.24.0, sourceRef: { kind: HelmRepository, name: kong } }
  values:
    gateway:
      proxy:
        stream:
          - { containerPort: 9901, servicePort: 9901, protocol: TCP }
`,
  'platform/kong/gateway.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: kong
  annotations: { konghq.com/gatewayclass-unmanaged: 'true' }
spec: { controllerName: konghq.com/kic-gateway-controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: kong }
spec:
  gatewayClassName: kong
  listeners:
    - { name: http, port: 80, protocol: HTTP }
    - { name: tcp, port: 9901, protocol: TCP }
    - { name: lost, port: 9999, protocol: TCP }
`,
};

/** A GitOps repository of about `count` YAML files, most of which have no bearing on Kong. Returns path → text. */
export function generateTree(count: number): ReadonlyMap<string, string> {
  const random = randomFrom(count);
  const files = new Map(Object.entries(kongFiles));
  for (let index = 0; files.size < count; index += 1) {
    const app = `service-${String(index).padStart(5, '0')}`;
    const routed = index % 7 === 0;
    const names = ['deployment.yaml', 'service.yaml', 'config.yaml', ...(routed ? ['route.yaml'] : [])];
    files.set(`apps/${app}/deployment.yaml`, deployment(app, random));
    files.set(`apps/${app}/service.yaml`, service(app));
    files.set(`apps/${app}/config.yaml`, configMap(app, random));
    if (routed) files.set(`apps/${app}/route.yaml`, route(app));
    files.set(`apps/${app}/kustomization.yaml`, kustomization(names));
    files.set(`argocd/${app}.yaml`, application(app));
  }
  return files;
}

/** Writes files below a folder. */
export function writeTree(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
