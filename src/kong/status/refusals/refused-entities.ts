import type { HoldsEvery } from '../../../gitops/model/absence.ts';
import { backendTlsPolicy } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { firstLocation, isLocation, type Place } from '../../../source/location.ts';
import { onceFor } from '../../../source/once-for.ts';
import type { Controller } from '../../model/model.ts';
import type { RefusedEntity } from '../../model/refused-entity.ts';
import type { PublishedPlugins } from '../../plugins/published.ts';
import { routeProblems } from '../../schema/route-problems.ts';
import { serviceProblems } from '../../schema/service-problems.ts';
import type { PluginSources } from '../plugins/named-plugins.ts';
import { reachOf } from '../plugins/reach.ts';
import { kindTraits } from '../routes/kind-traits.ts';
import type { RouteEntity, SentRoute } from '../translation/sent-route.ts';
import { areServicesPlain, servicesOf, servicesOfIngress, type ServiceEntity } from '../translation/services.ts';
import type { TranslationSetup } from '../translation/setup.ts';
import { setupsOf } from '../translation/setups.ts';
import type { Refused } from './refused.ts';
import { refusedOfIngress, sentIngresses, type SentIngress } from './sent-ingresses.ts';
import { sentRoutes } from './sent-routes.ts';
import { isSound } from './sound-routes.ts';
import { isTranslated, translatedRoutes } from './translated.ts';
import { twinConsumers } from './twin-consumers.ts';
import { twinPlugins } from './twin-plugins.ts';
import { namesakes, twinRoutes } from './twin-routes.ts';

/** The routes, Services, consumers and pairs of plugins for which the Kong of a controller refuses its whole configuration. */
export function refusedEntities(
  sources: PluginSources & { readonly holdsEvery: HoldsEvery },
  published: PublishedPlugins,
): readonly RefusedEntity[] {
  return sources.controllers.flatMap((controller) => {
    const reach = reachOf(controller);
    const setups = setupsOf(controller);
    if (setups === null || reach === null) return [];
    const sent = sentRoutes(sources.routes, controller);
    const ingresses = sentIngresses(sources.ingresses, controller);
    const kong = `Kong ${[...new Set(controller.proxies.flatMap(releaseOf))].join(' and ')}`;
    const flavors = [...new Set(setups.map(({ flavor }) => flavor))];
    const whole = sent.filter((each) => setups.every((setup) => isTranslated(each, setup)));
    const found = [
      ...agreed({ sent, ingresses }, setups).filter(({ problem }) => !isUpToPolicies(problem, sources.objects)),
      ...twinPlugins(whole, controller, sources, published),
      ...twinConsumers(controller, sources),
    ];
    return found.flatMap((refused): readonly RefusedEntity[] => {
      const at = firstLocation(refused.at, refused.object.name.at);
      // What stands twice is of no object that the controller could leave out.
      const isUnnamed = reach === 'dependants' && isTwin(refused);
      return at === undefined || isUnnamed ? [] : [{ ...refused, at, controller, kong, flavors, reach }];
    });
  });
}

function isTwin({ problem }: Refused): boolean {
  return problem.kind === 'plugin-twice' || problem.kind === 'consumer-twice' || problem.kind === 'route-twice';
}

/** A policy gives a Service TLS, whatever its annotations say; which Services it means is not looked at. */
function isUpToPolicies(problem: Refused['problem'], objects: readonly KubeObject[]): boolean {
  return problem.kind === 'not-with-service' && objects.some(({ kind }) => kind === backendTlsPolicy.kind);
}

function releaseOf({ plainRelease }: Controller['proxies'][number]): readonly string[] {
  return plainRelease.certainty === 'unknown' ? [] : [plainRelease.value];
}

/** What a controller sends. */
interface Sent {
  readonly sent: readonly SentRoute[];
  readonly ingresses: readonly SentIngress[];
}

/** What every Kong refuses that it may be. Mostly the first one refuses nothing, and nobody else is asked. */
function agreed(all: Sent, setups: readonly TranslationSetup[]): readonly Refused[] {
  let found: ReadonlyMap<string, Refused> | null = null;
  for (const setup of setups) {
    const refused: Map<string, Refused> = new Map(refusedBy(all, setup).map((each) => [keyOf(each), each]));
    const before: ReadonlyMap<string, Refused> = found ?? refused;
    found = new Map([...before].filter(([key]) => refused.has(key)));
    if (found.size === 0) return [];
  }
  return found === null ? [] : [...found.values()];
}

function keyOf({ problem, at, field }: Refused): string {
  const what = 'what' in problem ? problem.what : '';
  return JSON.stringify([problem.kind, what, isLocation(at) ? [at.path, at.start] : at.default, field]);
}

function refusedBy({ sent, ingresses }: Sent, setup: TranslationSetup): readonly Refused[] {
  const translated = sent.filter((each) => isTranslated(each, setup));
  const entitiesOf = onceFor((each: SentRoute) => translatedRoutes(each, setup));
  return [
    ...translated.flatMap((each) =>
      isSound(each) ? [] : entitiesOf(each).flatMap((entity) => ofRoute(entity, setup)),
    ),
    ...twinRoutes(namesakes(translated, setup).flatMap(entitiesOf)),
    ...translated.flatMap((each) =>
      areServicesPlain(each.status) ? [] : ofServices(servicesOf(each), each.status.route.object),
    ),
    ...ingresses.flatMap((each) => refusedOfIngress(each, setup)),
    ...ingresses.flatMap((each) => ofServices(servicesOfIngress(each), each.object)),
  ];
}

/** What plugins are refused for that are made of filters: the webhook asks about routes alone, and about those of one kind. */
const ofFilters: ReadonlySet<string> = new Set(['redirect-without-host', 'modified-header']);

function ofRoute({ sent, route }: RouteEntity, setup: TranslationSetup): readonly Refused[] {
  const { object, kind } = sent.status.route;
  return routeProblems(route, setup).map(({ value, at, field }) => ({
    object,
    problem: value,
    at: isLocation(at) ? at : route.at,
    field,
    related: [],
    isLikely: false,
    isAskedBefore: kindTraits[kind].hostnames === 'narrowed' && !ofFilters.has(value.kind),
  }));
}

function ofServices(services: readonly ServiceEntity[], object: KubeObject): readonly Refused[] {
  return services.flatMap(({ service, annotated }) =>
    serviceProblems(service).map(({ value, at, field }): Refused => {
      const isOfService = annotated !== null && field.startsWith('metadata.');
      return {
        object: isOfService ? annotated : object,
        problem: value,
        at,
        field,
        related: isOfService ? [{ at: nameOf(object), what: 'the-route-that-sends-it' }] : [],
        isLikely: false,
        isAskedBefore: false,
      };
    }),
  );
}

const nameOf = ({ name }: KubeObject): Place => name.at;
