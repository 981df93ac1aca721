/** A container as Helm rendered it, as far as defaults of charts go. */
export interface DefaultedContainer {
  readonly name?: string;
  readonly lifecycle?: { readonly preStop?: { readonly exec?: { readonly command?: readonly string[] } } };
  readonly readinessProbe?: { readonly httpGet?: { readonly path?: string } };
  readonly ports?: readonly { readonly name?: string; readonly containerPort?: number }[] | null;
  readonly securityContext?: {
    readonly readOnlyRootFilesystem?: boolean;
    readonly runAsUser?: number;
    readonly runAsGroup?: number;
    readonly allowPrivilegeEscalation?: boolean;
    readonly seccompProfile?: { readonly type?: string };
  } | null;
}

interface Webhook {
  readonly rules?: readonly { readonly resources?: readonly string[] }[];
}

/** What one container shows of the rows of `src/kong/versions/chart-defaults.ts`, in their words. */
export function defaultsOfContainer(container: DefaultedContainer): readonly (readonly [what: string, text: string])[] {
  const { name, lifecycle, readinessProbe, ports, securityContext } = container;
  const path = readinessProbe?.httpGet?.path ?? '';
  const both: readonly (readonly [string, string])[] = [
    [
      'root file systems of containers',
      securityContext?.readOnlyRootFilesystem === true ? 'read-only, but for mounted volumes' : 'writable',
    ],
    ['user of containers', securityContext?.runAsUser === 1000 ? '1000, and never root' : 'that of the image'],
    [
      'privileges of containers',
      securityContext?.allowPrivilegeEscalation === false
        ? 'no capabilities and no escalation'
        : 'those that the runtime gives',
    ],
    ['seccomp profile of containers', securityContext?.seccompProfile?.type ?? 'none'],
    ['group of containers', String(securityContext?.runAsGroup ?? 'that of the image')],
  ];
  if (name === 'proxy') {
    const stop = lifecycle?.preStop?.exec?.command?.join(' ') ?? '';
    return [
      ...both,
      ['command that stops Kong', stop.replace('/bin/sh -c ', '')],
      ['readiness probe of Kong', path === '/status/ready' ? '/status/ready, which waits for a configuration' : path],
    ];
  }
  if (name !== 'ingress-controller') return [];
  const port = ports?.find(({ containerPort }) => containerPort === 10_254)?.name ?? 'none';
  return [...both, ['readiness probe of the controller', path], ["name of the controller's port 10254", port]];
}

/** The volumes of a pod, by what bounds them. */
export function defaultsOfVolumes(
  volumes: readonly { readonly emptyDir?: { readonly sizeLimit?: string } }[],
): readonly (readonly [what: string, text: string])[] {
  const limits = volumes.flatMap(({ emptyDir }) => emptyDir?.sizeLimit ?? []).toSorted();
  const isOfChart = limits.join(' ') === '1Gi 256Mi';
  return [
    [
      'volumes for the prefix of Kong and /tmp',
      isOfChart ? 'at most 256Mi and 1Gi, beyond which the pod is evicted' : 'without a limit',
    ],
  ];
}

/** What a configuration of webhooks shows of them. */
export function defaultsOfWebhooks(webhooks: readonly Webhook[]): readonly (readonly [what: string, text: string])[] {
  const checked = new Set(webhooks.flatMap(({ rules = [] }) => rules.flatMap(({ resources = [] }) => resources)));
  return [
    ['webhook that checks objects of Kong', 'on'],
    [
      'objects that the webhook checks',
      checked.has('httproutes') ? "Kong's own, Secrets, Ingresses, Gateways and HTTPRoutes" : "Kong's own and Secrets",
    ],
    ['Services', checked.has('services') ? 'checked by the webhook' : 'not checked by the webhook'],
  ];
}
