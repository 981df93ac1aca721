import { gte, lt } from 'semver';

/** The oldest charts that can be evaluated. */
export const oldestKong = '2.4.0';
export const oldestIngress = '0.4.0';

/** What differs between the versions of kong/kong, as far as Services, listens and settings go. */
export interface ChartFeatures {
  readonly version: string;
  /** `customEnv` beside `env`. */
  readonly customEnv: boolean;
  readonly controllerCustomEnv: boolean;
  readonly fullnameOverride: boolean;
  readonly extraObjects: boolean;
  /** The Service writes a default protocol into stream entries that have none: TCP, or UDP under udpProxy. */
  readonly streamProtocolDefault: boolean;
  /** `appProtocol: http` and `https`, fixed, in those few versions. */
  readonly fixedAppProtocol: boolean;
  readonly appProtocol: boolean;
  /** A boolean for an `env` key with `_log` is refused. */
  readonly refusesBooleanLog: boolean;
  readonly gatewayDiscovery: boolean;
  readonly generateAdminApiService: boolean;
  /** proxy.nameOverride goes into the publish Service. */
  readonly nameOverrideInPublishService: boolean;
  readonly nameOverrideTemplated: boolean;
  /** proxy.nameOverride names the Service itself. */
  readonly nameOverrideInService: boolean;
  /** proxy.address serves stream listens too. */
  readonly streamAddress: boolean;
  /** Listens on 0.0.0.0 and [::], `addresses` instead of `address`. */
  readonly dualStack: boolean;
  readonly envFrom: boolean;
  readonly httpServicePortZero: boolean;
  /** The Gateway API version of the test GatewayClass and Gateway, while they were part of the package. */
  readonly testGateway: 'v1alpha2' | 'v1beta1' | null;
  readonly webhookAddress: boolean;
  /** The variable that watchNamespaces also sets, in old versions. */
  readonly clusterPluginSwitch: { readonly name: string; readonly value: string } | null;
  readonly adminApiTls: boolean;
  readonly konnectLicense: 'never' | 'always' | 'switch';
  /** Which identifier of Konnect is required: the runtime group, the control plane, or either. */
  readonly konnectPlane: 'group' | 'plane' | 'either';
  /** How an image's version is read: the tag as it is, without `-redhat`, or its first three numbers. */
  readonly imageVersion: 'plain' | 'redhat' | 'numbers';
  /** The version of Kong's image becomes a label. */
  readonly versionLabels: boolean;
  /** The readiness probe of Kong depends on image versions. */
  readonly readinessByVersion: boolean;
  /** How many sources of a configuration dblessConfig may name. */
  readonly dblessSources: 'free' | 'one' | 'at-most-one';
  readonly postgresImageRequired: boolean;
  readonly budgetNeedsReplicas: boolean;
  /** The sources of dblessConfig are counted wherever Kong runs. */
  readonly dblessLengths: boolean;
  /** The permissions of the controller depend on its feature gates. */
  readonly facadeRules: boolean;
  /** An init container carries Kong's environment even in a pod without Kong. */
  readonly kongEnvInEveryPod: boolean;
  /** Kong Manager has a Service in the free edition too. */
  readonly managerAlways: boolean;
  /** The notes warn of a Kong Manager without an Admin API. */
  readonly managerNotes: boolean;
  readonly ipFamilies: boolean;
  /** The chart compares clusterIP with None. */
  readonly headlessOnlyClusterIp: boolean;
  /** The controller's arguments begin with the program. */
  readonly programArgument: boolean;
}

/** The features of one exact version of kong/kong. */
export function featuresOf(version: string): ChartFeatures {
  const since = (first: string): boolean => gte(version, first);
  return {
    version,
    customEnv: since('2.7.0'),
    controllerCustomEnv: since('2.8.0'),
    fullnameOverride: since('2.11.0'),
    extraObjects: since('2.12.0'),
    streamProtocolDefault: since('2.14.0'),
    fixedAppProtocol: since('2.8.0') && lt(version, '2.15.0'),
    appProtocol: since('2.38.0'),
    refusesBooleanLog: since('2.16.0'),
    gatewayDiscovery: since('2.17.0'),
    generateAdminApiService: since('2.25.0'),
    nameOverrideInPublishService: since('2.17.0'),
    nameOverrideTemplated: since('2.30.0'),
    nameOverrideInService: since('2.48.0'),
    streamAddress: since('2.27.0'),
    dualStack: since('2.34.0'),
    envFrom: since('2.34.0'),
    httpServicePortZero: since('2.39.0'),
    testGateway: lt(version, '2.7.0') || since('2.40.0') ? null : lt(version, '2.30.0') ? 'v1alpha2' : 'v1beta1',
    webhookAddress: since('2.27.0'),
    clusterPluginSwitch: clusterPluginSwitch(version),
    adminApiTls: since('2.18.0'),
    konnectLicense: lt(version, '2.20.0') ? 'never' : lt(version, '2.20.2') ? 'always' : 'switch',
    konnectPlane: lt(version, '2.40.0') ? 'group' : lt(version, '2.41.1') ? 'plane' : 'either',
    imageVersion: lt(version, '2.17.1') ? 'plain' : lt(version, '2.26.1') ? 'redhat' : 'numbers',
    versionLabels: since('2.42.0'),
    readinessByVersion: since('2.26.0'),
    dblessSources: lt(version, '2.15.0') ? 'free' : version === '2.15.0' ? 'one' : 'at-most-one',
    postgresImageRequired: since('3.0.1'),
    budgetNeedsReplicas: since('2.30.0'),
    dblessLengths: since('2.15.2'),
    facadeRules: since('2.33.0'),
    kongEnvInEveryPod: since('2.6.0') && lt(version, '2.16.5'),
    managerAlways: since('2.26.3'),
    managerNotes: since('2.33.0'),
    ipFamilies: since('3.2.0'),
    headlessOnlyClusterIp: since('2.33.0'),
    programArgument: lt(version, '2.6.0'),
  };
}

function clusterPluginSwitch(version: string): ChartFeatures['clusterPluginSwitch'] {
  if (gte(version, '2.12.0')) return null;
  if (lt(version, '2.5.0')) return { name: 'CONTROLLER_CONTROLLER_KONGCLUSTERPLUGIN', value: 'disabled' };
  return { name: 'CONTROLLER_ENABLE_CONTROLLER_KONGCLUSTERPLUGIN', value: 'false' };
}

/** The kong/kong that each kong/ingress bundles. */
const lockedKong: ReadonlyMap<string, string> = new Map([
  ['0.4.0', '2.25.0'],
  ['0.5.0', '2.26.0'],
  ['0.6.0', '2.26.2'],
  ['0.7.0', '2.28.1'],
  ['0.8.0', '2.30.0'],
  ['0.9.0', '2.31.0'],
  ['0.10.0', '2.33.0'],
  ['0.10.1', '2.33.1'],
  ['0.10.2', '2.33.3'],
  ['0.11.0', '2.37.0'],
  ['0.11.1', '2.37.1'],
  ['0.12.0', '2.38.0'],
  ['0.13.0', '2.39.0'],
  ['0.13.1', '2.39.3'],
  ['0.14.0', '2.41.0'],
  ['0.14.1', '2.41.1'],
  ['0.15.0', '2.43.0'],
  ['0.15.1', '2.44.0'],
  ['0.15.2', '2.44.1'],
  ['0.16.0', '2.45.0'],
  ['0.17.0', '2.46.0'],
  ['0.18.0', '2.47.0'],
  ['0.19.0', '2.48.0'],
  ['0.20.0', '2.49.0'],
  ['0.21.0', '2.51.0'],
  ['0.22.0', '3.0.2'],
  ['0.23.0', '3.1.0'],
  ['0.24.0', '3.2.0'],
]);

/** The versions of kong/ingress that can be evaluated. */
export const lockedIngress: readonly string[] = [...lockedKong.keys()];

/** The kong/kong inside an exact version of kong/ingress; undefined for a version we do not know. */
export function kongInsideIngress(version: string): string | undefined {
  return lockedKong.get(version);
}

/** The first chart version with each default image tag: Kong, then the controller. */
const kongTags: readonly (readonly [string, string])[] = [
  ['2.4.0', '2.5'],
  ['2.5.0', '2.6'],
  ['2.6.4', '2.7'],
  ['2.8.0', '2.8'],
  ['2.13.0', '3.0'],
  ['2.14.0', '3.1'],
  ['2.17.0', '3.2'],
  ['2.23.0', '3.3'],
  ['2.28.0', '3.4'],
  ['2.33.0', '3.5'],
  ['2.37.0', '3.6'],
  ['2.42.0', '3.7'],
  ['2.45.0', '3.8'],
  ['2.47.0', '3.9'],
];
const controllerTags: readonly (readonly [string, string])[] = [
  ['2.4.0', '2.0'],
  ['2.6.4', '2.1'],
  ['2.7.0', '2.2'],
  ['2.8.0', '2.3'],
  ['2.11.0', '2.5'],
  ['2.13.0', '2.6'],
  ['2.13.1', '2.7'],
  ['2.14.0', '2.8'],
  ['2.17.0', '2.9'],
  ['2.23.0', '2.10'],
  ['2.26.0', '2.11'],
  ['2.28.0', '2.12'],
  ['2.31.0', '3.0'],
  ['2.37.0', '3.1'],
  ['2.39.0', '3.2'],
  ['2.41.0', '3.3'],
  ['2.46.0', '3.4'],
  ['2.51.0', '3.5'],
];

/** The image tags that a version of kong/kong uses when the values name none. */
export function defaultTags(version: string): { readonly kong: string; readonly controller: string } {
  return { kong: lastSince(kongTags, version), controller: lastSince(controllerTags, version) };
}

function lastSince(table: readonly (readonly [string, string])[], version: string): string {
  return table.findLast(([first]) => gte(version, first))?.[1] ?? '';
}
