import type { Backend, NamedPlugin, RouteFailure } from '../../model/route-status.ts';
import { behaves } from '../../flags/behaviours.ts';
import type { KongService, TranslationQuestion } from './draft.ts';
import { annotationsAgree } from './service-annotations.ts';
import { translateHttp } from './translate-http.ts';
import { translateOther } from './translate-other.ts';

/** What Kong gets of a route. */
export interface Translation {
  readonly programmed: 'configured' | 'failed' | 'never-known' | { readonly doubt: string };
  readonly failures: readonly RouteFailure[];
  /** Whether a request can reach a backend; null where that is not known, and where a redirect answers. */
  readonly reaches: boolean | null;
}

/**
 * What Kong gets of a route, and how the controller reports it.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/tree/v3.5.13/internal/dataplane/translator
 */
export function translate(question: TranslationQuestion): Translation {
  const { route, plugins, version, destination, expressions } = question;
  const draft = route.kind === 'HTTPRoute' ? translateHttp(question) : translateOther(question);
  const live = draft.services.filter(({ backends }) => annotationsAgree(servicesOf(backends)));
  const clashes =
    live.length === draft.services.length ? [] : draft.services.filter((service) => !live.includes(service)).map(clash);
  const failures = [...draft.failures, ...clashes];
  const names = ({ rule }: NamedPlugin): boolean =>
    live.some(({ rules }) => rule === null || rules.includes(rule)) &&
    // The traditional router looks at no filter of a rule without matches.
    (rule === null || expressions === true || route.rules[rule]?.matches !== 0);
  const lacksPlugin = plugins.some((plugin) => plugin.fault !== null && names(plugin));
  const reports = lacksPlugin ? behaves(version, 'reports-missing-plugins') : false;
  const unsure = plugins.find((plugin) => plugin.doubt !== null && names(plugin))?.doubt ?? null;
  const perhaps = unsure !== null && reports !== true && behaves(version, 'reports-missing-plugins') !== false;
  const shared = question.combines && route.kind === 'HTTPRoute' ? combined : null;
  const isChecked = draft.failures.length > 0 || draft.logged.length > 0;
  const contended = question.contends && !isChecked ? `Kong may get another ${route.kind} of the listener` : null;
  const doubt = draft.doubt ?? (typeof reports === 'string' ? reports : null) ?? (perhaps ? unsure : null) ?? shared;
  const reaches = draft.doubt === null ? reached(live, destination) : null;
  const hasFailed = failures.length > 0 || live.some(({ backends }) => backends.some(fails));
  // A plugin that is missing is told last, for an object of an older generation, and so hides other failures.
  const isNeverKnown = draft.logged.length > 0 || reports === true;
  const outcome = isNeverKnown ? 'never-known' : hasFailed ? 'failed' : 'configured';
  // What loses counts as configured too.
  const open = doubt ?? (outcome === 'configured' ? null : contended);
  const isOpen = shared !== null || contended !== null || draft.isChance === true;
  return {
    programmed: open === null ? outcome : { doubt: open },
    failures: [...failures, ...draft.logged],
    reaches: isOpen && reaches === true ? null : reaches,
  };
}

const combined = 'services of several HTTPRoutes are combined, and fail together';

/** A Service that is missing is among them only in releases that fail at it. */
const fails = ({ fault }: Backend): boolean => fault === 'port-not-found' || fault === 'not-found';

function servicesOf(backends: readonly Backend[]): readonly NonNullable<Backend['service']>[] {
  if (backends.length < 2) return [];
  return backends.flatMap(({ service }) => service ?? []);
}

function clash({ rules, backends }: KongService): RouteFailure {
  const rule = rules[0] ?? null;
  return { cause: 'annotations-differ', rule, at: backends[0]?.ref.at ?? { default: 'Kong' } };
}

function reached(services: readonly KongService[], destination: boolean | null): boolean | null {
  if (destination === false) return false;
  const takes = services.filter(({ backends }) =>
    backends.some(({ fault, ref }) => fault === null && ref.weight !== 0),
  );
  if (takes.some(({ isRedirect }) => !isRedirect)) return destination;
  return services.some(({ isRedirect }) => isRedirect) ? null : false;
}
