import { faultyBackends } from '../causes/kong-backends.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import type { Rule } from '../model/rule.ts';
import { service as serviceKind } from '../../kubernetes/kinds.ts';
import { Targets } from '../../kubernetes/targets.ts';
import { andMoreRoutes, removedPort } from '../wording/removed-by-change.ts';
import { backendName, withoutBackend } from '../wording/backends.ts';
import { objectSubject } from '../wording/names.ts';
import { conditionOutcome, outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, routeName } from '../wording/routes.ts';
import type { Outcome } from '../../finding.ts';
import type { Service } from '../../kong/model/model.ts';
import type { RouteStatus } from '../../kong/model/route-status.ts';
import { firstLocation } from '../../source/location.ts';

export const backendPortNotFound: Rule = {
  id: 'backend-port-not-found',
  about: 'route',
  title: 'A route leads to a port that the Service does not have',
  severity: 'error',

  *observe(cluster, before) {
    const earlier = new Targets(before?.services ?? [], ({ namespace, name }) => ({ ...serviceKind, namespace, name }));
    for (const { status, backend } of faultyBackends(cluster, 'port-not-found')) {
      const { route } = status;
      const { service, ref } = backend;
      const at = firstLocation(ref.port?.at, ref.at);
      if (service === null || ref.port === null || at === undefined) continue;
      const ports = [...new Set(service.ports.map(({ port }) => port.value))];
      const meant = meantPort(service, ref.port.value);
      const asked = ref.port.value;
      const has = `${ports.length === 1 ? 'port' : 'ports'} ${listed(ports.map(String))}`;
      const old = earlier.one({ ...ref.to, group: serviceKind.group });
      const gone = old?.ports.find(({ port }) => port.value === asked);
      const leads = `port ${asked} of ${backendName(backend)}, which`;
      const cause =
        gone &&
        removedPort(service, gone, (others) => ({
          statement: `${andMoreRoutes(routeName(route), others)} lead to ${leads} this change takes away; it has ${has}.`,
          consequence: 'requests that would go there are not served',
        }));
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.rules.backendRefs.port ${backendName(backend)} ${ref.port.value}`,
        statement: `${routeName(route)} leads to ${leads} ${gone ? `this change takes away; it has` : 'has'} ${has}.`,
        outcome: outcomeFor(status),
        related: relatedAt(service.ports[0]?.port.at, `the ports of ${backendName(backend)} begin here`),
        changes: ways(meant === null ? null : setValue(route.object.root, ref.port.at, meant)),
        ...(cause ? { cause } : {}),
      };
    }
  },
};

/** The only port there is, or the one port that leads to the number, which is then its target. */
function meantPort({ ports }: Service, asked: number): number | null {
  const numbers = [...new Set(ports.map(({ port }) => port.value))];
  const leading = [
    ...new Set(ports.filter(({ targetPort }) => targetPort.value === asked).map(({ port }) => port.value)),
  ];
  const [only, second] = numbers.length === 1 ? numbers : leading;
  return only === undefined || second !== undefined ? null : only;
}

function outcomeFor(status: RouteStatus): Outcome {
  const consequence = withoutBackend(status);
  const told = status.parents.flatMap(({ conditions }) => conditions?.Programmed ?? [])[0];
  if (told?.reason === 'TranslationError') {
    return conditionOutcome({ type: 'Programmed', status: 'False', reason: told.reason }, consequence);
  }
  const isSilent = status.silences.some(({ cause }) => cause === 'not-configured');
  return isSilent
    ? outcomeOf('no-status', `the route gets no status, and ${consequence}`)
    : outcomeOf('not-routed', consequence);
}
