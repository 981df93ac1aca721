import { placed, type EntityProblem, type PlacedProblem, type RouteField } from './entity-problem.ts';
import { isHeaderName } from './header-name.ts';
import type { FilterPlugin, KongRoute, KongSetup } from './kong-route.ts';
import { pathProblem } from './path-problem.ts';
import { familyOf, protocolProblem, type ProtocolFamily } from './protocols.ts';
import { faultForRouter } from './router-regex.ts';
import { kongBehaves } from './kong-releases.ts';
import type { Written } from './written.ts';

/**
 * Why a Kong refuses a route.
 * Source: https://github.com/Kong/kong/tree/3.9.1/kong/db/schema/entities
 */
export function routeProblems(route: KongRoute, setup: KongSetup): readonly PlacedProblem[] {
  const protocols = protocolProblem(route.protocols.value);
  if (protocols !== null) return [placed(protocols, route.protocols), ...pluginProblems(route.plugins)];
  return [
    ...(setup.flavor === 'expressions' ? ofExpressions(route, setup) : ofFields(route, setup)),
    ...pluginProblems(route.plugins),
  ];
}

/** The traditional routers: every condition is a field of its own. */
function ofFields(route: KongRoute, setup: KongSetup): readonly PlacedProblem[] {
  const { protocols, paths, headers, snis, pathHandling } = route;
  const family = familyOf(protocols.value);
  const takesSni = protocols.value.some((each) => ['grpcs', 'https', 'tls', 'tls_passthrough'].includes(each));
  const [sni] = snis;
  const wildcards = kongBehaves(setup.release, 'takes-wildcard-snis') && setup.flavor === 'traditional_compatible';
  return [
    ...paths.flatMap(({ sent, written }) => {
      const problem = sent.map((each) => pathProblem(each, written.value)).find((each) => each !== null);
      return problem === undefined || problem === null ? [] : [placed(problem, written)];
    }),
    ...headers.flatMap(({ name }) => headerProblem(name)),
    ...snis.flatMap((each) =>
      !wildcards && each.value.startsWith('*') ? [placed({ kind: 'wildcard-sni', hostname: each.value }, each)] : [],
    ),
    ...(sni === undefined || takesSni ? [] : [placed({ kind: 'snis-without-tls', protocols: protocols.value }, sni)]),
    ...(pathHandling === null || ['v0', 'v1'].includes(pathHandling.value)
      ? []
      : [placed({ kind: 'path-handling', value: pathHandling.value }, pathHandling)]),
    ...foreignFields(route, family),
    ...missingCondition(route, family, takesSni),
    ...(setup.flavor === 'traditional_compatible' ? regexProblems(route, setup) : []),
  ];
}

function headerProblem(name: Written<string>): readonly PlacedProblem[] {
  if (/^host$/i.test(name.value)) return [placed({ kind: 'host-header', name: name.value }, name)];
  return isHeaderName(name.value) ? [] : [placed({ kind: 'header-name', name: name.value }, name)];
}

/** What routes of a family of protocols do not have. */
const foreign: Readonly<Record<ProtocolFamily, readonly RouteField[]>> = {
  http: ['destinations'],
  stream: ['methods', 'hosts', 'paths', 'headers'],
  grpc: ['methods', 'destinations'],
};

function foreignFields(route: KongRoute, family: ProtocolFamily): readonly PlacedProblem[] {
  const { protocols } = route;
  return foreign[family].flatMap((what) => {
    const at = fieldOf(route, what);
    const problem: EntityProblem = { kind: 'not-with-protocol', what, protocols: protocols.value };
    // Where an annotation states the protocols, they are what is wrong.
    return at === null ? [] : [placed(problem, protocols.field === '' ? at : protocols)];
  });
}

function fieldOf(
  { methods, hosts, paths, headers, hasDestinations, ...route }: KongRoute,
  what: RouteField,
): Omit<Written<unknown>, 'value'> | null {
  switch (what) {
    case 'methods':
      return methods;
    case 'hosts':
      return hosts.value === true ? hosts : null;
    case 'paths':
      return paths[0]?.written ?? null;
    case 'headers':
      return headers[0]?.name ?? null;
    case 'destinations':
      return hasDestinations ? route : null;
    case 'strip-path':
      return route.stripPath;
  }
}

/** Of each family, the fields of which one says which requests are meant. */
const needed: Readonly<Record<ProtocolFamily, readonly string[]>> = {
  http: ['methods', 'hosts', 'headers', 'paths'],
  grpc: ['hosts', 'headers', 'paths'],
  stream: ['destinations', 'snis'],
};

function missingCondition(route: KongRoute, family: ProtocolFamily, takesSni: boolean): readonly PlacedProblem[] {
  const { methods, hosts, paths, headers, snis, hasDestinations, isPartial, protocols } = route;
  const hasSni = takesSni && snis.length > 0;
  const isHidden = protocols.value.includes('tls_passthrough');
  const has =
    family === 'stream'
      ? snis.length > 0 || (hasDestinations && !isHidden)
      : hasSni || methods !== null || hosts.value !== false || paths.length > 0 || headers.length > 0;
  if (isPartial || has) return [];
  const fields = isHidden ? ['snis'] : needed[family];
  // Where an annotation makes it a route of connections, that is what is wrong.
  const at = family === 'stream' && protocols.field !== '' ? protocols : route;
  return [placed({ kind: 'no-condition', needed: fields, protocols: protocols.value }, at)];
}

/** Regular expressions that the router of Kong compiles itself. */
function regexProblems({ paths, headers }: KongRoute, { flavor, release }: KongSetup): readonly PlacedProblem[] {
  const isWhole = flavor === 'expressions';
  const ofPaths = isWhole || kongBehaves(release, 'compiles-regexes-of-paths');
  const ofHeaders = isWhole || kongBehaves(release, 'compiles-regexes-of-headers');
  const regexes = (ofPaths ? paths : []).flatMap(({ regex, written }) => (regex === null ? [] : [{ regex, written }]));
  return [
    ...regexes.flatMap(({ regex, written }) => {
      const { feature, isUnbalanced } = faultForRouter(regex);
      const { value } = written;
      if (feature !== null) return [placed({ kind: 'regex-feature', value, feature }, written)];
      return isUnbalanced && isWhole ? [placed({ kind: 'path-regex', value }, written)] : [];
    }),
    ...(ofHeaders ? headers : [])
      .flatMap(({ regexes: each }) => each)
      .flatMap((written) => {
        const { feature, isUnbalanced } = faultForRouter(written.value);
        const { value } = written;
        if (feature !== null) return [placed({ kind: 'regex-feature', value, feature }, written)];
        return isUnbalanced ? [placed({ kind: 'header-regex', value }, written)] : [];
      }),
  ];
}

/** The expressions router: conditions are one text, which is compiled. */
function ofExpressions(route: KongRoute, setup: KongSetup): readonly PlacedProblem[] {
  const { protocols, headers, paths, methods, hosts, snis, stripPath } = route;
  const family = familyOf(protocols.value);
  const checksKinds = kongBehaves(setup.release, 'checks-expressions-by-protocol');
  const used = paths[0]?.written ?? headers[0]?.name ?? methods ?? (hosts.value === true ? hosts : null);
  const isStream = family === 'stream' && used !== null && kongBehaves(setup.release, 'knows-fields-by-protocol');
  const dropped = snis.length > 0 && snis.every(({ value }) => value.startsWith('*')) ? snis : [];
  return [
    ...headers.flatMap(({ name }) =>
      isHeaderName(name.value) ? [] : [placed({ kind: 'header-name', name: name.value }, name)],
    ),
    ...(isStream && used !== null
      ? [placed({ kind: 'not-with-protocol', what: 'paths', protocols: protocols.value }, protocols)]
      : []),
    ...dropped.map((each) => placed({ kind: 'wildcard-sni', hostname: each.value }, each)),
    ...(checksKinds && family === 'grpc' && stripPath?.value === true
      ? [placed({ kind: 'not-with-protocol', what: 'strip-path', protocols: protocols.value }, stripPath)]
      : []),
    ...regexProblems(route, setup),
  ];
}

/** Plugins that the controller makes of filters; Kong's own schemas of them. */
function pluginProblems(plugins: readonly FilterPlugin[]): readonly PlacedProblem[] {
  return plugins.flatMap((each) => {
    if (each.plugin === 'redirect') {
      const { location } = each;
      const hasHost = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(location.value);
      return hasHost ? [] : [placed({ kind: 'redirect-without-host', location: location.value }, location)];
    }
    const wrong = each.headers.filter(({ value }) => !isHeaderName(value));
    return wrong.map((header) => placed({ kind: 'modified-header', name: header.value }, header));
  });
}
