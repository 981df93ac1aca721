import {
  RenderFailure,
  elements,
  field,
  percentS,
  stringOf,
  int64,
  isNil,
  printed,
  truthy,
  type Value,
} from '../../helm/go-template.ts';
import type { Chart, RenderedEnv } from './chart.ts';
import { composed, overlay, sorted, type AutoEnv } from './env.ts';
import { adminServiceName, publishService } from './names.ts';
import { guarded } from './unknown.ts';
import { semverText, lessThan } from './image-version.ts';

/** The environment of the controller: derived, then `ingressController.env` as CONTROLLER_*, then `customEnv`. */
export function controllerEnv(chart: Chart): ReadonlyMap<string, RenderedEnv> {
  const controller = field(chart.values, 'ingressController');
  const env: AutoEnv = new Map();
  env.set('CONTROLLER_KONG_ADMIN_TLS_SKIP_VERIFY', composed('true', controller.at));
  env.set(
    'CONTROLLER_PUBLISH_SERVICE',
    guarded((): RenderedEnv => {
      const service = publishService(chart);
      return composed(service.value, service.at);
    }),
  );
  classAndElection(env, field(controller, 'ingressClass'));
  webhook(chart, env, controller);
  watchNamespaces(chart, env, field(controller, 'watchNamespaces'));
  adminApi(chart, env, controller);
  konnect(chart, env, controller);
  overlay(env, field(controller, 'env'), 'CONTROLLER_');
  if (chart.features.controllerCustomEnv) overlay(env, field(controller, 'customEnv'), '');
  return sorted(env, field(controller, 'env'));
}

function classAndElection(env: AutoEnv, ingressClass: Value): void {
  const { at } = ingressClass;
  env.set(
    'CONTROLLER_INGRESS_CLASS',
    guarded((): RenderedEnv => ({
      kind: 'value',
      value: isNil(ingressClass) ? null : printed(ingressClass),
      at,
      node: null,
      entries: null,
    })),
  );
  env.set(
    'CONTROLLER_ELECTION_ID',
    guarded((): RenderedEnv => composed(`kong-ingress-controller-leader-${percentS(ingressClass)}`, at)),
  );
}

function webhook(chart: Chart, env: AutoEnv, controller: Value): void {
  const settings = field(controller, 'admissionWebhook');
  const listen = guarded((): RenderedEnv | null => {
    if (!truthy(field(settings, 'enabled'))) return null;
    const own = field(settings, 'address');
    const address = chart.features.webhookAddress && truthy(own) ? percentS(own) : '0.0.0.0';
    return composed(`${address}:${int64(field(settings, 'port'))}`, settings.at);
  });
  if (listen !== null) env.set('CONTROLLER_ADMISSION_WEBHOOK_LISTEN', listen);
}

function watchNamespaces(chart: Chart, env: AutoEnv, namespaces: Value): void {
  const joined = guarded((): RenderedEnv | null => {
    const { node } = namespaces;
    if (node?.kind !== 'unknown' && node?.kind !== 'list' && node?.kind !== 'map') stringOf(namespaces);
    if (!truthy(namespaces)) return null;
    // `join` of anything but a list is that thing, printed.
    if (node?.kind !== 'list') return composed(printed(namespaces), namespaces.at);
    const names = elements(namespaces).filter((name) => !isNil(name));
    return composed(names.map(printed).join(','), namespaces.at);
  });
  if (joined === null) return;
  env.set('CONTROLLER_WATCH_NAMESPACE', joined);
  const plugins = chart.features.clusterPluginSwitch;
  if (plugins !== null) {
    env.set(plugins.name, joined.kind === 'unknown' ? joined : composed(plugins.value, namespaces.at));
  }
}

function adminApi(chart: Chart, env: AutoEnv, controller: Value): void {
  if (chart.features.gatewayDiscovery && truthy(field(controller, 'gatewayDiscovery', 'enabled'))) {
    checkDiscovery(chart, controller);
    env.set(
      'CONTROLLER_KONG_ADMIN_SVC',
      guarded((): RenderedEnv => {
        const admin = adminServiceName(chart);
        return composed(admin.name, admin.at);
      }),
    );
  } else {
    env.set(
      'CONTROLLER_KONG_ADMIN_URL',
      guarded(() => adminUrl(chart)),
    );
  }
  if (chart.features.adminApiTls && truthy(field(controller, 'adminApi', 'tls', 'client', 'enabled'))) {
    env.set(
      'CONTROLLER_KONG_ADMIN_TLS_CLIENT_CERT_FILE',
      composed('/etc/secrets/admin-api-cert/tls.crt', controller.at),
    );
    env.set(
      'CONTROLLER_KONG_ADMIN_TLS_CLIENT_KEY_FILE',
      composed('/etc/secrets/admin-api-cert/tls.key', controller.at),
    );
  }
}

function adminUrl(chart: Chart): RenderedEnv {
  const admin = field(chart.values, 'admin');
  for (const [key, scheme] of [
    ['tls', 'https'],
    ['http', 'http'],
  ] as const) {
    const block = field(admin, key);
    if (truthy(field(block, 'enabled')))
      return composed(`${scheme}://localhost:${printed(field(block, 'containerPort'))}`, block.at);
  }
  const notice =
    '# You have no admin listens! The controller will not work unless you set .Values.admin.http.enabled=true or .Values.admin.tls.enabled=true!';
  return composed(`http://localhost:9999 ${notice}`, admin.at);
}

function checkDiscovery(chart: Chart, controller: Value): void {
  const discovery = field(controller, 'gatewayDiscovery');
  const name = field(discovery, 'adminApiService', 'name');
  const generated = chart.features.generateAdminApiService && truthy(field(discovery, 'generateAdminApiService'));
  if (generated && truthy(name)) {
    throw new RenderFailure(
      'ingressController.gatewayDiscovery sets both adminApiService.name and generateAdminApiService; only one may be set',
      name,
    );
  }
  if (!generated && !truthy(name)) {
    throw new RenderFailure(
      'ingressController.gatewayDiscovery is enabled, but neither adminApiService.name nor generateAdminApiService names the Admin API',
      discovery,
    );
  }
  const image = field(controller, 'image');
  if (lessThan(chart, image, '2.9.0')) {
    throw new RenderFailure(
      `gateway discovery needs controller 2.9 or later, but the image is ${semverText(chart, image)}`,
      image,
    );
  }
  const kong = field(chart.values, 'deployment', 'kong', 'enabled');
  if (truthy(kong)) {
    throw new RenderFailure(
      'ingressController.gatewayDiscovery.enabled and deployment.kong.enabled exclude each other: discovery needs Kong in a release of its own',
      field(discovery, 'enabled'),
    );
  }
}

function konnect(chart: Chart, env: AutoEnv, controller: Value): void {
  if (!chart.features.gatewayDiscovery) return;
  const settings = field(controller, 'konnect');
  if (!truthy(field(settings, 'enabled'))) return;
  if (lessThan(chart, field(controller, 'image'), '2.9.0'))
    throw new RenderFailure('Konnect needs controller 2.9 or later', field(controller, 'image'));
  if (!truthy(field(controller, 'gatewayDiscovery', 'enabled'))) {
    throw new RenderFailure(
      'ingressController.konnect.enabled needs ingressController.gatewayDiscovery.enabled',
      field(settings, 'enabled'),
    );
  }
  konnectPlane(chart, env, settings);
  env.set('CONTROLLER_KONNECT_SYNC_ENABLED', composed('true', settings.at));
  env.set('CONTROLLER_KONNECT_ADDRESS', composed(`https://${percentS(field(settings, 'apiHostname'))}`, settings.at));
  for (const [variable, key] of [
    ['CONTROLLER_KONNECT_TLS_CLIENT_CERT', 'tls.crt'],
    ['CONTROLLER_KONNECT_TLS_CLIENT_KEY', 'tls.key'],
  ] as const) {
    const name = printed(field(settings, 'tlsClientCertSecretName'));
    env.set(variable, { kind: 'map', json: { valueFrom: { secretKeyRef: { name, key } } }, at: settings.at });
  }
  if (
    chart.features.konnectLicense === 'always' ||
    (chart.features.konnectLicense === 'switch' && truthy(field(settings, 'license', 'enabled')))
  ) {
    env.set('CONTROLLER_KONNECT_LICENSING_ENABLED', composed('true', settings.at));
  }
}

function konnectPlane(chart: Chart, env: AutoEnv, settings: Value): void {
  const group = field(settings, 'runtimeGroupID');
  const plane = field(settings, 'controlPlaneID');
  const { konnectPlane: mode } = chart.features;
  const chosen = mode === 'group' ? group : mode === 'plane' || truthy(plane) ? plane : group;
  if (!truthy(chosen))
    throw new RenderFailure(
      `ingressController.konnect.${mode === 'group' ? 'runtimeGroupID' : 'controlPlaneID'} is required when konnect is enabled`,
      settings,
    );
  env.set(
    mode === 'group' ? 'CONTROLLER_KONNECT_RUNTIME_GROUP_ID' : 'CONTROLLER_KONNECT_CONTROL_PLANE_ID',
    composed(printed(chosen), chosen.at),
  );
}
