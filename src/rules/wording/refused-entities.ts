import type { RefusedEntity, RelatedPart } from '../../kong/model/refused-entity.ts';
import { quoted } from '../../kubernetes/schema/model/quoted.ts';
import { ingress } from '../../kubernetes/kinds.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { askedBefore } from './refused-configuration.ts';
import { listed } from './routes.ts';
import { shortName } from '../../source/shortened.ts';

/** What is wrong with an entity, why Kong says no, and what puts it right. */
export function refusalStatement(refused: RefusedEntity): string {
  const [reason, remedy] = reasonOf(refused);
  const before = refused.isAskedBefore ? askedBefore(refused.controller, isIngress(refused) ? 'ingress' : 'route') : '';
  return `${nameOf(refused.object)}: ${reason}. ${remedy}.${before}`;
}

/** `Kong 3.9.1 with the router traditional`; the router is left out where any of them does. */
function kongOf({ kong, flavors }: RefusedEntity): string {
  const [flavor, other] = flavors;
  return flavor === undefined || other !== undefined ? kong : `${kong} with the router ${flavor}`;
}

function isIngress({ object }: RefusedEntity): boolean {
  return object.kind === ingress.kind;
}

function isOfEnterprise(protocol: string): boolean {
  return protocol === 'ws' || protocol === 'wss';
}

type Reason = readonly [reason: string, remedy: string];

function reasonOf(refused: RefusedEntity): Reason {
  const { problem } = refused;
  const kong = kongOf(refused);
  switch (problem.kind) {
    case 'path-start':
      return [
        `path ${quoted(problem.value)} is sent as a regular expression, and ${kong} takes only those that begin with /`,
        'Begin it with /: Kong matches from the beginning anyway',
      ];
    case 'path-regex':
      return [
        `path ${quoted(problem.value)} is sent as a regular expression, and ${kong} cannot compile it`,
        'Give every parenthesis and bracket its other half, and every quantifier something to repeat',
      ];
    case 'path-encoding':
      return [
        `the path prefix ${quoted(problem.value)} has ${problem.part}, and ${kong} wants paths in their normal form`,
        'Leave the encoded character out of the prefix',
      ];
    case 'path-segments':
      return [
        `path ${quoted(problem.value)} has two slashes in a row, and ${kong} takes no empty segments`,
        'In a regular expression, write /{2} for two slashes',
      ];
    case 'regex-feature':
      return [
        `the regular expression ${quoted(problem.value)} has ${problem.feature}, which ${kong} does not know`,
        'Write it without',
      ];
    case 'header-regex':
      return [
        `the regular expression ${quoted(problem.value)} has a parenthesis or bracket without its other half`,
        `${kong} cannot compile it. Give it its other half`,
      ];
    case 'no-condition':
      return [
        `nothing tells a rule from others, and ${kong} wants ${listed(problem.needed, 'or')}`,
        problem.needed.includes('hosts')
          ? 'Leave out the empty list of matches, so that it takes every path, or state a hostname'
          : 'Take the annotation konghq.com/protocols away',
      ];
    case 'host-header':
      return [
        `a match asks for the header ${quoted(problem.name)}, and ${kong} takes hosts only as hostnames`,
        'Put the host into spec.hostnames',
      ];
    case 'header-name':
      return [
        `a match asks for the header ${quoted(problem.name)}, and ${kong} knows only letters, digits, - and _ in such names`,
        'Match another header',
      ];
    case 'wildcard-sni':
      return [
        `hostname ${quoted(problem.hostname)} is sent as an SNI, and ${kong} takes no wildcard there`,
        'Name the hosts one by one',
      ];
    case 'unknown-protocol':
      return [
        `konghq.com/protocols has ${quoted(problem.protocol)}, and ${kong} has no such protocol`,
        isOfEnterprise(problem.protocol)
          ? 'It comes with the Enterprise edition: leave it out'
          : 'Of an Ingress the annotation is sent as it is: name http, https, grpc or grpcs',
      ];
    case 'mixed-protocols':
      return [
        `the route is sent with the protocols ${listed(problem.protocols)}, and ${kong} takes them only in routes of their own`,
        'State protocols of one kind in konghq.com/protocols',
      ];
    case 'not-with-protocol':
      return [
        `the route is sent with the protocols ${listed(problem.protocols)}, and ${kong} takes no ${problem.what} with them`,
        problem.what === 'destinations' || problem.what === 'paths'
          ? 'Take the annotation konghq.com/protocols away'
          : 'Take one of the two away',
      ];
    case 'snis-without-tls':
      return [
        `konghq.com/snis is set, and the route is sent with the protocol ${listed(problem.protocols)}, which has no SNI`,
        isIngress(refused)
          ? `${kong} refuses that. Take one of the annotations konghq.com/snis and konghq.com/protocols away`
          : `${kong} refuses that. Take the annotation away, or attach the route to a listener with TLS`,
      ];
    case 'path-handling':
      return [
        `konghq.com/path-handling is ${quoted(problem.value)}, and ${kong} expects v0 or v1`,
        'Write one of them, or take the annotation away',
      ];
    case 'redirect-without-host':
      return [
        `a RequestRedirect without hostname is sent with the location ${quoted(problem.location)}, and ${kong} wants a whole URL`,
        'State its hostname; or drop the filter and set konghq.com/protocols to https and konghq.com/https-redirect-status-code to 301',
      ];
    case 'modified-header':
      return [
        `a RequestHeaderModifier names the header ${quoted(problem.name)}, and ${kong} knows only letters, digits, - and _ in such names`,
        'Use another name, or a KongPlugin',
      ];
    case 'timeout':
      return [
        `a timeout is sent as ${problem.milliseconds} ms, and ${kong} takes 1 to 2147483646 ms`,
        problem.milliseconds === 0
          ? 'There is no way to say that there is none: state a long one, such as 1h, or leave it out for 60 seconds'
          : 'State a timeout within these bounds',
      ];
    case 'weight':
      return [
        `a backend of one address has the weight ${problem.weight}, and ${kong} takes at most 65535`,
        'State weights with the same proportions within that bound',
      ];
    case 'service-field':
      return [
        `${refused.field.replace('metadata.annotations.', '')} is ${quoted(problem.value)}, and ${kong} expects ${problem.expected}`,
        'Write such a value, or take the annotation away',
      ];
    case 'service-protocol':
      return [
        `konghq.com/protocol is ${quoted(problem.protocol)}, and ${kong} has no such protocol`,
        'It comes with the Enterprise edition: use http or https',
      ];
    case 'not-with-service':
      return problem.what === 'tls'
        ? [
            `TLS is to be verified, and the Service is reached over ${problem.protocol}, which ${kong} refuses whatever the value`,
            'Set konghq.com/protocol to https, or take the annotation away',
          ]
        : [
            `konghq.com/path is set, and the Service is reached over ${problem.protocol}, with which ${kong} takes no path`,
            'Take the annotation away',
          ];
    case 'plugin-twice':
      return twinReason(problem.names, `the type ${shortName(problem.plugin)}`, problem.on, refused);
    case 'consumer-twice':
      return [
        `its username ${quoted(problem.username)} is that of ${problem.other} too, and ${refused.kong} takes every username once`,
        'Give one of them another, or make them one',
      ];
    case 'route-twice':
      return twinRouteReason(problem.cause, problem.name, kong);
  }
}

function twinReason(
  [first, second]: readonly [string, string],
  type: string,
  on: 'route' | 'service' | 'consumer',
  refused: RefusedEntity,
): Reason {
  const entity = on === 'service' ? 'Service' : on;
  const limit = `and ${refused.kong} takes one of ${type} for each ${entity}`;
  const unless = refused.isLikely ? ', as long as no KongConsumer elsewhere names one of them' : '';
  if (first === second) {
    return [`plugin ${quoted(first)} is named twice for one ${entity}, ${limit}`, 'Name it once'];
  }
  return [
    `plugins ${quoted(first)} and ${quoted(second)} are named for one ${entity}, ${limit}${unless}`,
    'Name one of them, even where the other is disabled',
  ];
}

function twinRouteReason(cause: 'redirect-matches' | 'hostnames' | 'names', name: string, kong: string): Reason {
  if (cause === 'redirect-matches') {
    return [
      `matches with one redirect are sent as routes of one name, and ${kong} takes every name once`,
      'Make them one regular expression, or put each into an HTTPRoute of its own',
    ];
  }
  if (cause === 'hostnames') {
    return [
      `one hostname comes from several listeners, is sent as routes of one name, and ${kong} takes every name once`,
      'Name the hostname once in spec.hostnames, or one listener with sectionName',
    ];
  }
  return [
    `what is sent of it has the name of another route, ${quoted(name)}, and ${kong} takes every name once`,
    'Rename one',
  ];
}

/** What a related place of a refused entity is. */
export function relatedPart(part: RelatedPart): string {
  return {
    'the-route-that-sends-it': 'this route sends it to Kong',
    'the-other-plugin': 'the plugin stands here',
    'the-other-place': 'and this is the other one',
    'the-other-route': 'this route gets the same name',
    'the-other-consumer': 'this consumer has it too',
  }[part];
}
