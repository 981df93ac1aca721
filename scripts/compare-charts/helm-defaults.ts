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
    readonly capabilities?: { readonly drop?: readonly string[] };
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
      'capabilities of containers',
      securityContext?.capabilities?.drop?.includes('ALL') === true ? 'none' : 'those that the runtime gives',
    ],
    [
      'escalation of privileges in containers',
      securityContext?.allowPrivilegeEscalation === false ? 'not allowed' : 'allowed',
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
  volumes: readonly { readonly name?: string; readonly emptyDir?: { readonly sizeLimit?: string } }[],
): readonly (readonly [what: string, text: string])[] {
  const text = (ending: string): string => {
    const limit = volumes.find(({ name = '' }) => name.endsWith(ending))?.emptyDir?.sizeLimit;
    return limit === undefined ? 'without a limit' : `at most ${limit}, beyond which the pod is evicted`;
  };
  return [
    ['volume for the prefix of Kong', text('-prefix-dir')],
    ['volume for /tmp', text('-tmp')],
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
