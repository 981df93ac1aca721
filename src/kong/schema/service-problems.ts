import { placed, type PlacedProblem } from './entity-problem.ts';
import type { KongService } from './kong-service.ts';
import { isProtocol } from './protocols.ts';
import type { Written } from './written.ts';

const longestTimeout = 2 ** 31 - 2;
const mostWeight = 65_535;

/**
 * Why Kong refuses a service, the upstream behind it or a target of that.
 * Source: https://github.com/Kong/kong/blob/3.9.1/kong/db/schema/entities/services.lua
 */
export function serviceProblems(service: KongService): readonly PlacedProblem[] {
  const { protocol, path, timeouts, retries, tlsVerify, tlsVerifyDepth, hostHeader, weights } = service;
  return [
    ...timeouts.flatMap((each) =>
      within(each.value, 1, longestTimeout) ? [] : [placed({ kind: 'timeout', milliseconds: each.value }, each)],
    ),
    ...outside(retries, 0, 32_767),
    ...outside(tlsVerifyDepth, 0, 64),
    ...(isProtocol(protocol.value)
      ? protocolConflicts(service)
      : [placed({ kind: 'service-protocol', protocol: protocol.value }, protocol)]),
    ...(path === null ? [] : pathFaults(path)),
    ...(hostHeader === null || isHostWithPort(hostHeader.value)
      ? []
      : [
          placed({ kind: 'service-field', value: hostHeader.value, expected: 'a host name or an address' }, hostHeader),
        ]),
    ...weights.flatMap((each) =>
      within(each.value, 0, mostWeight) ? [] : [placed({ kind: 'weight', weight: each.value }, each)],
    ),
    // Both are one setting of the Service: it is enough to name one.
  ].filter(
    (each, index, all) => all.findIndex(({ at, value }) => at === each.at && value.kind === each.value.kind) === index,
  );

  function protocolConflicts({ protocol: { value } }: KongService): readonly PlacedProblem[] {
    const tls = value === 'https' || value === 'tls' ? null : (tlsVerify ?? tlsVerifyDepth);
    const hasPath = path !== null && ['tcp', 'tls', 'udp', 'grpc', 'grpcs'].includes(value);
    return [
      ...(tls === null ? [] : [placed({ kind: 'not-with-service', what: 'tls', protocol: value }, tls)]),
      ...(hasPath ? [placed({ kind: 'not-with-service', what: 'path', protocol: value }, path)] : []),
    ];
  }
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function outside(written: Written<number> | null, least: number, most: number): readonly PlacedProblem[] {
  if (written === null || within(written.value, least, most)) return [];
  const expected = `a number from ${least} to ${most}`;
  return [placed({ kind: 'service-field', value: String(written.value), expected }, written)];
}

function pathFaults(path: Written<string>): readonly PlacedProblem[] {
  const { value } = path;
  const fault = value.includes('//')
    ? 'a path without empty segments'
    : !/^\/[\w.\-~/%:@!$&'()*+,;=]*$/.test(value)
      ? 'a path of characters that a URL takes'
      : /%(?![0-9a-fA-F]{2})/.test(value)
        ? 'a path in which % begins an encoded character'
        : null;
  return fault === null ? [] : [placed({ kind: 'service-field', value, expected: fault }, path)];
}

/** Whether a text may be a host name or an address, with a port or without. */
function isHostWithPort(text: string): boolean {
  const colons = text.split(':').length - 1;
  if (colons > 1) return true;
  const name = text.replace(/:\d+$/, '');
  return /^[\w.-]+$/.test(name);
}
