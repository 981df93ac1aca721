import type { Controller } from '../../kong/model/model.ts';
import type { RouteSilence, RouteStatus } from '../../kong/model/route-status.ts';
import { watchedNamespaces } from '../../kong/model/watched-namespaces.ts';
import { firstLocation, type Location } from '../../source/location.ts';
import type { Observation, Rule, SharedCause } from '../model/rule.ts';
import { controllerSubject, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { controllerRelated } from '../wording/places.ts';
import { andMoreRoutes } from '../wording/removed-by-change.ts';
import { listed, routeName } from '../wording/routes.ts';

export const routeNotRead: Rule = {
  id: 'route-not-read',
  about: 'route',
  title: 'The controller does not look at a route',
  severity: 'error',

  *observe({ routes }) {
    for (const status of routes) {
      const { route, silences, refusal, served, missingGates } = status;
      if (refusal !== null || served !== false || missingGates.length > 0 || route.namespace === null) continue;
      const [found] = silences.flatMap((silence) => ('controller' in silence ? observation(silence, status) : []));
      if (found !== undefined) yield found;
    }
  },
};

/** A controller that passes over routes. */
type Passing = Extract<RouteSilence, { readonly controller: Controller }>;

function observation(silence: Passing, { route }: RouteStatus): readonly Observation[] {
  const { controller } = silence;
  const setting = settingOf(silence, route.kind);
  const at = firstLocation(route.name.at);
  if (setting === null || at === undefined) return [];
  const said = (names: string, are: string): string =>
    `${names} ${are} not looked at: the controller ${controller.id} ${setting.says}.`;
  const cause: SharedCause = {
    subject: controllerSubject(controller),
    field: setting.field,
    places: [setting.at],
    ofAll: (others) => ({
      statement: said(andMoreRoutes(routeName(route), others), others === 0 ? 'is' : 'are'),
      consequence: 'the routes get no status and no traffic from Kong',
    }),
  };
  return [
    {
      at,
      subject: objectSubject(route.object),
      field: setting.field,
      statement: said(routeName(route), 'is'),
      outcome: outcomeOf('no-status', 'the route gets no status and no traffic from Kong'),
      related: controllerRelated(controller, setting.at),
      cause,
    },
  ];
}

interface Setting {
  readonly field: string;
  readonly at: Location;
  readonly says: string;
}

/** What somebody has written that keeps a controller from a route; what is so by default is told by others. */
function settingOf({ cause, controller }: Passing, kind: string): Setting | null {
  if (cause === 'not-watched') return watched(controller);
  const flag = `enable-controller-gwapi-${kind.toLowerCase()}`;
  const switched = controller.enabled.get(flag);
  if (switched?.certainty !== 'known' || switched.value) return null;
  return { field: flag, at: switched.at, says: `has ${flag}=false` };
}

function watched(controller: Controller): Setting | null {
  const { watchNamespaces } = controller;
  if (watchNamespaces.certainty !== 'known') return null;
  const names = [...new Set(watchedNamespaces(controller) ?? [])].map(legible);
  const says = `watches the ${names.length === 1 ? 'namespace' : 'namespaces'} ${listed(names)} alone`;
  return { field: 'watch-namespace', at: watchNamespaces.at, says };
}

/** Nothing cuts the blanks of a list off, and no namespace has one. */
function legible(name: string): string {
  return name === name.trim() ? name : `"${name}"`;
}
