/** A tree in which nothing is wrong. */
export const soundTree: Readonly<Record<string, string>> = {
  'prod/class.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: kong
  annotations:
    konghq.com/gatewayclass-unmanaged: 'true'
spec:
  controllerName: konghq.com/kic-gateway-controller
`,
  'prod/gateway.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
  namespace: kong
spec:
  gatewayClassName: kong
  listeners:
    - name: web
      port: 80
      protocol: HTTP
`,
  'prod/kong.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
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
  values:
    gateway:
      proxy:
        type: LoadBalancer
`,
};

const gateway = soundTree['prod/gateway.yaml'] ?? '';

/** The same with a listener that nothing serves, on line 12. */
export const brokenTree: Readonly<Record<string, string>> = {
  ...soundTree,
  'prod/gateway.yaml': `${gateway}    - name: lost\n      port: 8080\n      protocol: HTTP\n`,
};
