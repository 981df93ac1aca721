/** What of a chart's a default concerns: a container or both, the webhook, or the definitions that it brings. */
export type DefaultOf = 'kong' | 'controller' | 'containers' | 'webhook' | 'definitions';

/** What a chart does where no value says otherwise, version by version. */
export interface ChartDefault {
  /** What it is about, as the subject of a line: `root file systems of containers`. */
  readonly what: string;
  readonly of: DefaultOf;
  /** The first version of kong/kong with each text, the oldest first. */
  readonly since: readonly (readonly [version: string, text: string])[];
  /** Paths of values with which the default counts no more. */
  readonly unless?: readonly string[];
  /** The least release of Kong or of the controller for which the chart does so. */
  readonly least?: string;
  /** The least release of a controller beside Kong for which the chart does so. */
  readonly leastController?: string;
  /** Where the chart says so. */
  readonly source: string;
}

const template = (version: string, file: string): string =>
  `https://github.com/Kong/charts/blob/kong-${version}/charts/kong/${file}`;

/** Helm installs what stands in `crds/` with the first installation alone. */
export const definitionText = 'in the chart, though an upgrade with Helm alone does not install it';

const definition = (kind: string, version: string): ChartDefault => ({
  what: `definition of ${kind}`,
  of: 'definitions',
  since: [
    ['2.4.0', 'not in the chart'],
    [version, definitionText],
  ],
  source: template(version, 'crds/custom-resource-definitions.yaml'),
});

/** How defaults of kong/kong changed. What becomes a Service, a listen or a variable is compared as that, and no row. */
export const chartDefaults: readonly ChartDefault[] = [
  {
    what: 'command that stops Kong',
    of: 'kong',
    since: [
      ['2.4.0', '/bin/sleep 15 && kong quit'],
      ['2.7.0', 'kong quit --wait=15'],
    ],
    unless: ['lifecycle'],
    source: template('2.7.0', 'values.yaml'),
  },
  {
    what: 'volume for the prefix of Kong',
    of: 'kong',
    since: [
      ['2.4.0', 'without a limit'],
      ['2.11.0', 'at most 256Mi, beyond which the pod is evicted'],
    ],
    unless: ['deployment.prefixDir'],
    source: template('2.11.0', 'values.yaml'),
  },
  {
    what: 'volume for /tmp',
    of: 'kong',
    since: [
      ['2.4.0', 'without a limit'],
      ['2.11.0', 'at most 1Gi, beyond which the pod is evicted'],
    ],
    unless: ['deployment.tmpDir'],
    source: template('2.11.0', 'values.yaml'),
  },
  {
    what: 'readiness probe of the controller',
    of: 'controller',
    since: [
      ['2.4.0', '/healthz'],
      ['2.15.3', '/readyz'],
    ],
    unless: ['ingressController.readinessProbe'],
    source: template('2.15.3', 'values.yaml'),
  },
  {
    what: 'webhook that checks objects of Kong',
    of: 'controller',
    since: [
      ['2.4.0', 'off'],
      ['2.16.0', 'on'],
    ],
    unless: ['ingressController.admissionWebhook.enabled'],
    source: template('2.16.0', 'values.yaml'),
  },
  {
    what: 'root file systems of containers',
    of: 'containers',
    since: [
      ['2.4.0', 'writable'],
      ['2.19.0', 'read-only, but for mounted volumes'],
    ],
    unless: ['containerSecurityContext.readOnlyRootFilesystem'],
    source: template('2.19.0', 'UPGRADE.md'),
  },
  {
    what: 'readiness probe of Kong',
    of: 'kong',
    since: [
      ['2.4.0', '/status'],
      ['2.26.0', '/status/ready, which waits for a configuration'],
    ],
    unless: ['readinessProbe.httpGet.path'],
    least: '3.3.0',
    leastController: '2.11.0',
    source: template('2.26.0', 'UPGRADE.md'),
  },
  {
    what: 'objects that the webhook checks',
    of: 'webhook',
    since: [
      ['2.4.0', "Kong's own and Secrets"],
      ['2.28.1', "Kong's own, Secrets, Ingresses, Gateways and HTTPRoutes"],
    ],
    least: '2.12.0',
    source: template('2.28.1', 'templates/admission-webhook.yaml'),
  },
  {
    what: 'Services',
    of: 'webhook',
    since: [
      ['2.4.0', 'not checked by the webhook'],
      ['2.31.0', 'checked by the webhook'],
    ],
    least: '3.0.0',
    source: template('2.31.0', 'templates/admission-webhook.yaml'),
  },
  {
    what: 'user of containers',
    of: 'containers',
    since: [
      ['2.4.0', 'that of the image'],
      ['2.30.0', '1000, and never root'],
    ],
    unless: ['containerSecurityContext.runAsUser'],
    source: template('2.30.0', 'values.yaml'),
  },
  {
    what: 'capabilities of containers',
    of: 'containers',
    since: [
      ['2.4.0', 'those that the runtime gives'],
      ['2.30.0', 'none'],
    ],
    unless: ['containerSecurityContext.capabilities'],
    source: template('2.30.0', 'values.yaml'),
  },
  {
    what: 'escalation of privileges in containers',
    of: 'containers',
    since: [
      ['2.4.0', 'allowed'],
      ['2.30.0', 'not allowed'],
    ],
    unless: ['containerSecurityContext.allowPrivilegeEscalation'],
    source: template('2.30.0', 'values.yaml'),
  },
  {
    what: 'seccomp profile of containers',
    of: 'containers',
    since: [
      ['2.4.0', 'none'],
      ['2.30.0', 'RuntimeDefault'],
    ],
    unless: ['containerSecurityContext.seccompProfile'],
    source: template('2.30.0', 'values.yaml'),
  },
  {
    what: 'group of containers',
    of: 'containers',
    since: [
      ['2.4.0', 'that of the image'],
      ['2.48.0', '1000'],
    ],
    unless: ['containerSecurityContext.runAsGroup'],
    source: template('2.48.0', 'values.yaml'),
  },
  {
    what: "name of the controller's port 10254",
    of: 'controller',
    since: [
      ['2.4.0', 'none'],
      ['2.35.0', 'status'],
      ['2.37.1', 'cstatus'],
    ],
    source: template('2.37.1', 'templates/_helpers.tpl'),
  },
  definition('IngressClassParameters', '2.13.0'),
  definition('KongConsumerGroup', '2.26.2'),
  definition('KongUpstreamPolicy', '2.31.0'),
  definition('KongLicense', '2.37.0'),
  definition('KongVault', '2.37.0'),
  definition('KongCustomEntity', '2.39.1'),
];
