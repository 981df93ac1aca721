import type { KongHeader, KongPath, KongRoute } from '../../schema/kong-route.ts';
import { kindTraits } from '../routes/kind-traits.ts';
import { bareRoute, hostPart, kongRouteName } from './bare-route.ts';
import { namedListeners } from './listener-protocols.ts';
import { overridden } from './route-overrides.ts';
import type { RouteEntity, SentRoute } from './sent-route.ts';
import type { TranslationSetup } from './setup.ts';
import { isAbsent, isOpen, itemsOf, partAt, textOf, type Part } from './written-values.ts';

/**
 * The routes of Kong that a GRPC, TCP, UDP or TLS route becomes: one for each rule, of a GRPCRoute one for each match.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/tree/v3.5.13/internal/dataplane/translator
 */
export function otherRoutes(sent: SentRoute, setup: TranslationSetup): readonly RouteEntity[] {
  const { status, annotations, rules } = sent;
  const { route } = status;
  const parts = route.rules.flatMap(({ node }, index) =>
    rules.has(index) ? [{ index, part: { node, field: `spec.rules[${index}]` } }] : [],
  );
  const made = parts.flatMap(({ index, part }) =>
    kindTraits[route.kind].hostnames === 'own-or-borrowed'
      ? grpcRoutes(index, part, sent, setup)
      : [streamRoute(index, part, sent)],
  );
  return made.map((entity) => ({ ...entity, route: overridden(entity.route, annotations, setup) }));
}

function streamRoute(index: number, part: Part, sent: SentRoute): RouteEntity {
  const { status } = sent;
  const bare = bareRoute(sent, kongRouteName(sent, index, 0), part);
  const { kind, hostnames } = status.route;
  const { stream } = kindTraits[kind];
  if (stream !== null) {
    const protocols = { ...bare.protocols, value: [stream.toLowerCase()] };
    return { sent, twinCause: null, route: { ...bare, protocols, hasDestinations: true } };
  }
  const passes = namedListeners(status).some(({ tls }) => tls?.mode === 'Passthrough');
  const protocols = { ...bare.protocols, value: [passes ? 'tls_passthrough' : 'tls'] };
  const snis = hostnames.map((hostname, number) => ({ ...hostname, field: `spec.hostnames[${number}]` }));
  return { sent, twinCause: null, route: { ...bare, protocols, snis } };
}

function grpcRoutes(index: number, rule: Part, sent: SentRoute, setup: TranslationSetup): readonly RouteEntity[] {
  const list = partAt(rule, 'matches');
  if (list.node?.kind === 'unknown') return [];
  const matches = isAbsent(list) ? [] : itemsOf(list);
  const isSplit = setup.flavor === 'expressions';
  const { sentHostnames, route } = sent.status;
  const split = isSplit ? route.hostnames.map(({ value }) => hostPart(value)) : [];
  const names = isSplit ? (split.length === 0 ? ['_'] : split) : [];
  const hosts = { ...bareRoute(sent, '', rule).hosts, value: sentHostnames === null ? null : sentHostnames.length > 0 };
  const protocols = grpcProtocols(sent, setup);
  const routeOf = (part: Part, number: number, prefix: readonly string[]): RouteEntity => {
    const bare = bareRoute(sent, kongRouteName(sent, ...prefix, index, number), part);
    const made = matches.length === 0 ? {} : grpcMatch(part, isSplit);
    const isCatchAll = matches.length === 0 && hosts.value !== true;
    return {
      sent,
      twinCause: isSplit ? 'hostnames' : null,
      route: {
        ...bare,
        hosts,
        protocols: { ...bare.protocols, value: protocols },
        // A route without matches and hostnames gets a path that takes all.
        ...(isCatchAll ? { isPartial: true } : {}),
        ...made,
      },
    };
  };
  const parts = matches.length === 0 ? [rule] : matches;
  const prefixes = names.length === 0 ? [[]] : names.map((name) => [name]);
  return prefixes.flatMap((prefix) => parts.map((part, number) => routeOf(part, number, prefix)));
}

function grpcProtocols({ status }: SentRoute, { flavor }: TranslationSetup): readonly string[] {
  if (flavor !== 'expressions') return ['grpc', 'grpcs'];
  const protocols = new Set(namedListeners(status).map(({ protocol }) => protocol.value));
  return [...(protocols.has('HTTP') ? ['grpc'] : []), ...(protocols.has('HTTPS') ? ['grpcs'] : [])];
}

/** Only the expressions router is told of regular expressions in headers. */
function grpcMatch(part: Part, isSplit: boolean): Pick<KongRoute, 'paths' | 'headers' | 'isPartial'> {
  const headers = itemsOf(partAt(part, 'headers')).flatMap((header): readonly KongHeader[] => {
    const name = textOf(partAt(header, 'name'));
    const value = textOf(partAt(header, 'value'));
    const isRegex = isSplit && textOf(partAt(header, 'type'))?.value === 'RegularExpression';
    return name === null ? [] : [{ name, regexes: isRegex && value !== null ? [value] : [] }];
  });
  const method = partAt(part, 'method');
  const paths = grpcPath(method);
  return { paths, headers, isPartial: isOpen(part) || (paths.length === 0 && !isAbsent(method)) };
}

/** A method becomes the path `/SERVICE/METHOD`, as a regular expression. */
function grpcPath(method: Part): readonly KongPath[] {
  if (isAbsent(method) || isOpen(method)) return [];
  const isRegex = textOf(partAt(method, 'type'))?.value === 'RegularExpression';
  const service = textOf(partAt(method, 'service'));
  const name = textOf(partAt(method, 'method'));
  const path = `/${service?.value ?? '.+'}/${name?.value ?? (isRegex ? '.+' : '')}`;
  const written = service ?? name;
  if (written === null) return [];
  return [{ written, sent: [`~${path}`], regex: isRegex ? path : null }];
}
