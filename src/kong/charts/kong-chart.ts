import { field, pathText, truthy, type Value } from '../../helm/go-template.ts';
import { resolvePlain } from '../../source/scalar.ts';
import type { Chart, RenderedChart, RenderedContainer, RenderedService, RenderedWorkload } from './chart.ts';
import { controllerEnv } from './controller-env.ts';
import { argumentsOf, envFrom, imageOf } from './env.ts';
import { extraObjects } from './extra-objects.ts';
import { kongEnv } from './kong-env.ts';
import { chartNamespace, fullName, selectorLabels } from './names.ts';
import { otherServices } from './other-services.ts';
import { adminService, proxyService } from './service.ts';
import { checkTemplates } from './template-checks.ts';
import { checkIfKnown, ifKnown } from './unknown.ts';

/**
 * Renders one kong/kong as Helm does. Throws `RenderFailure` where Helm refuses the values; what
 * hangs on unknown values is left out and named in `unknown`.
 */
export function renderKongChart(chart: Chart): RenderedChart {
  const unknown: string[] = [];
  const attempted = <T>(about: string, make: () => T, instead: T): T =>
    ifKnown(make, (problem) => {
      unknown.push(`${about} depends on a value that is not in the repository: ${problem.reason}`);
      return instead;
    });
  const services = (['proxy', 'udpProxy'] as const).map((key) =>
    attempted(`the Service of ${key}`, () => proxyService(chart, key), null),
  );
  const admin = attempted('the Service of the Admin API', () => adminService(chart), null);
  const workload = attempted('the workload', () => renderWorkload(chart), null);
  checkIfKnown(() => checkTemplates(chart));
  const objects = attempted('extraObjects', () => extraObjects(chart), []);
  return {
    services: services.filter(present),
    adminServices: [admin].filter(present),
    otherServices: otherServices(chart),
    workload,
    extraObjects: objects,
    unknown,
  };
}

function present(service: RenderedService | null): service is RenderedService {
  return service !== null;
}

function renderWorkload(chart: Chart): RenderedWorkload | null {
  const kong = truthy(field(chart.values, 'deployment', 'kong', 'enabled'));
  const controller = truthy(field(chart.values, 'ingressController', 'enabled'));
  if (!kong && !controller) return null;
  const name = fullName(chart);
  return {
    kind: truthy(field(chart.values, 'deployment', 'daemonset')) ? 'DaemonSet' : 'Deployment',
    name: String(resolvePlain(name.value)),
    namespace: chartNamespace(chart),
    labels: selectorLabels(chart),
    proxy: kong ? proxyContainer(chart) : null,
    controller: controller ? controllerContainer(chart) : null,
    at: name.at,
  };
}

function proxyContainer(chart: Chart): RenderedContainer {
  return {
    image: orNullIfUnknown(() => imageOf(field(chart.values, 'image'))),
    env: kongEnv(chart),
    args: [],
    envFrom: envFrom(chart, field(chart.values, 'envFrom')) ?? unknownMap(field(chart.values, 'env')),
  };
}

function controllerContainer(chart: Chart): RenderedContainer {
  const controller = field(chart.values, 'ingressController');
  return {
    image: orNullIfUnknown(() => imageOf(field(controller, 'image'))),
    env: controllerEnv(chart),
    args: argumentsOf(chart, field(controller, 'args')),
    envFrom: envFrom(chart, field(controller, 'envFrom')) ?? unknownMap(field(controller, 'env')),
  };
}

function orNullIfUnknown<T>(make: () => T): T | null {
  return ifKnown<T | null>(make, () => null);
}

function unknownMap(value: Value): string | null {
  return value.node?.kind === 'unknown' ? `${pathText(value.path)}: ${value.node.reason}` : null;
}
