import { gte } from 'semver';
import type { Json } from '../../source/node.ts';
import { defaultTags } from './versions.ts';

export type JsonMap = { readonly [key: string]: Json };

/** Whether the chart's version is this one or later. */
export type Since = (first: string) => boolean;

/** The block `ingressController` of kong/kong. */
export function ingressController(version: string, since: Since): JsonMap {
  return {
    enabled: true,
    image: {
      repository: 'kong/kubernetes-ingress-controller',
      tag: defaultTags(version).controller,
      effectiveSemver: null,
    },
    args: [],
    ...(since('2.17.0') && {
      gatewayDiscovery: {
        enabled: false,
        adminApiService: { namespace: '', name: '' },
        ...(since('2.25.0') && { generateAdminApiService: false }),
      },
      konnect: konnect(since),
    }),
    watchNamespaces: [],
    env: { kong_admin_tls_skip_verify: true },
    ...(since('2.34.0') && { envFrom: [] }),
    admissionWebhook: {
      enabled: since('2.16.0'),
      port: 8080,
      certificate: { provided: false },
      ...(since('2.17.1') && { service: { labels: {} } }),
      ...(since('2.42.0') && {
        objectSelector: { matchExpressions: [{ key: 'owner', operator: 'NotIn', values: ['helm'] }] },
      }),
    },
    ingressClass: 'kong',
    ingressClassAnnotations: {},
    rbac: {
      create: true,
      ...(since('2.48.0') && { enableClusterRoles: true }),
      ...(since('2.50.0') && { gatewayAPI: { enabled: true } }),
    },
    ...(since('2.49.0') && { createIngressClass: true }),
    ...(since('2.18.0') && {
      adminApi: { tls: { client: { enabled: false, certProvided: false, secretName: '', caSecretName: '' } } },
    }),
  };
}

function konnect(since: Since): JsonMap {
  return {
    enabled: false,
    runtimeGroupID: '',
    ...(since('2.40.0') && { controlPlaneID: '' }),
    apiHostname: 'us.kic.api.konghq.com',
    tlsClientCertSecretName: 'konnect-client-tls',
    ...(since('2.20.2') && { license: { enabled: false } }),
  };
}

/** What kong/ingress sets for the two kong/kong inside it. */
export function ingressValues(version: string): JsonMap {
  return {
    deployment: { test: { enabled: false } },
    controller: {
      proxy: { nameOverride: gte(version, '0.8.0') ? '{{ .Release.Name }}-gateway-proxy' : 'kong-gateway-proxy' },
      enabled: true,
      deployment: { kong: { enabled: false } },
      ingressController: { enabled: true, gatewayDiscovery: { enabled: true, generateAdminApiService: true } },
    },
    gateway: {
      enabled: true,
      deployment: { kong: { enabled: true } },
      admin: { enabled: true, type: 'ClusterIP', clusterIP: 'None' },
      ingressController: { enabled: false },
      env: { role: 'traditional', database: 'off' },
    },
  };
}
