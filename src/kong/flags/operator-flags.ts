import { atLeast } from '../model/image.ts';
import type { FlagType } from './flag-table.ts';

/**
 * The flags of Kong Operator, read from the flag set of the last patch of each minor release from 1.5 to 2.2 and of
 * 2.3.0-rc.3: the type, and the minor releases since and until when it is known where not all know it.
 */
const table: Readonly<Record<string, FlagType | readonly [FlagType, since: string, until?: string]>> = {
  'anonymous-reports': 'bool',
  'apiserver-burst': ['int', '2.0'],
  'apiserver-host': 'string',
  'apiserver-qps': ['int', '2.0'],
  'cache-sync-period': ['duration', '2.0'],
  'cache-sync-timeout': ['duration', '2.0'],
  'cert-expiration-margin': ['duration', '2.2'],
  'cert-ttl': ['duration', '2.2'],
  'cluster-ca-key-size': 'int',
  'cluster-ca-key-type': 'string',
  'cluster-ca-secret': 'string',
  'cluster-ca-secret-namespace': 'string',
  'cluster-domain': ['string', '2.0'],
  'config-map-label-selector': ['string', '2.0'],
  'controller-name': 'string',
  'controlplane-config-dump-bind-address': ['string', '2.0'],
  'emit-kubernetes-events': ['bool', '2.0'],
  'enable-controller-aigateway': 'bool',
  'enable-controller-aigatewaydataplane': ['bool', '2.3'],
  'enable-controller-controlplane': 'bool',
  'enable-controller-controlplaneextensions': ['bool', '2.0'],
  'enable-controller-dataplane': 'bool',
  'enable-controller-dataplane-bluegreen': 'bool',
  'enable-controller-gateway': 'bool',
  'enable-controller-kegdataplane': ['bool', '2.2'],
  'enable-controller-kongplugininstallation': 'bool',
  'enable-controller-konnect': 'bool',
  'enable-controlplane-config-dump': ['bool', '2.0'],
  'enable-conversion-webhook': ['bool', '2.0'],
  'enable-fqdn-mode': ['bool', '2.1'],
  'enable-gateway-api-experimental': 'bool',
  'enable-validating-webhook': 'bool',
  'enforce-config': 'bool',
  'feature-gates': ['string', '2.2'],
  'health-probe-bind-address': 'string',
  'konnect-controller-max-concurrent-reconciles': 'uint',
  'konnect-request-timeout': ['duration', '2.2'],
  'konnect-sync-period': 'duration',
  kubeconfig: 'string',
  'leader-election-lease-duration': ['duration', '2.2'],
  'leader-election-renew-deadline': ['duration', '2.2'],
  'leader-election-retry-period': ['duration', '2.2'],
  'logging-mode': 'string',
  'max-concurrent-reconciles-controlplane-controller': ['uint', '2.1'],
  'max-concurrent-reconciles-dataplane-controller': ['uint', '2.1'],
  'max-concurrent-reconciles-gateway-controller': ['uint', '2.1'],
  'max-concurrent-reconciles-konnect-controller': ['uint', '2.1'],
  'metrics-access-filter': 'metrics-access-filter',
  'metrics-bind-address': 'string',
  'no-leader-election': 'bool',
  'secret-label-selector': ['string', '2.0'],
  'validate-images': ['bool', '1.6'],
  version: 'bool',
  'watch-namespaces': ['string', '2.0'],
  'webhook-certificate-config-base-image': ['string', '1.5', '2.0'],
  'webhook-certificate-config-shell-image': ['string', '1.5', '2.0'],
  'zap-devel': 'bool',
  'zap-encoder': 'string',
  'zap-log-level': 'string',
  'zap-stacktrace-level': 'string',
  'zap-time-encoding': 'string',
};

const [oldest, newest] = ['1.5', '2.3'] as const;

/** Whether all that a release knows of flags is known here: of the newest minor release nothing is said for certain. */
export function hasKnownFlags(release: string): boolean {
  return atLeast(release, oldest) && !atLeast(release, newest);
}

/** The flags that a release of the operator knows. */
export function operatorFlagsOf(release: string): ReadonlyMap<string, FlagType> {
  return new Map(
    Object.entries(table).flatMap(([flag, row]): readonly (readonly [string, FlagType])[] => {
      if (typeof row === 'string') return [[flag, row]];
      const [type, since, until] = row;
      const isKnown = atLeast(release, since) && (until === undefined || !atLeast(release, until));
      return isKnown ? [[flag, type]] : [];
    }),
  );
}
