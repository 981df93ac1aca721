import { isIp } from '../../kubernetes/schema/model/formats.ts';

/** What may stand in a field for a host. */
interface HostAllows {
  readonly port: boolean;
  /** Whether an IP address may stand there. */
  readonly address: boolean;
}

/**
 * What a host has to be instead; null where it is one. Kong takes host names with `_`, and any number of dots and digits
 * for an IPv4 address. Source: kong/tools/ip.lua, normalize_ip
 */
export function hostFault(text: string, allows: HostAllows): string | null {
  const colons = text.split(':').length - 1;
  const name = allows.address ? 'a host name or IP address' : 'a host name';
  const without = `${name} without ${allows.port ? 'a scheme' : 'scheme and port'}`;
  // An address of six is judged where it is plainly none.
  if (colons > 1) return !allows.address || !/^[0-9A-Fa-f:.[\]]+$/.test(text) ? without : null;
  const [, host = text, port] = /^(.*?)(?::([0-9]+))?$/s.exec(text) ?? [];
  if (!/^[0-9A-Za-z._-]+$/.test(host) || (colons === 1 && port === undefined)) return without;
  if (port !== undefined && (!allows.port || Number(port) > 65_535)) return without;
  if (/^[0-9.]+$/.test(host)) return !allows.address || !isIpV4(host) ? name : null;
  const labels = host.split('.');
  const isWrong = labels.some((label, index) => label.endsWith('-') || (label === '' && index < labels.length - 1));
  return isWrong ? without : null;
}

function isIpV4(text: string): boolean {
  return /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);
}

/** Whether a text is an IP address, or may be one, or a range of them. */
export function isAddressOrRange(text: string): boolean {
  const [address = '', ...rest] = text.split('/');
  const [length] = rest;
  if (rest.length > 1) return false;
  const isSix = address.includes(':');
  if (length !== undefined && !(/^(0|[1-9][0-9]{0,2})$/.test(length) && Number(length) <= (isSix ? 128 : 32)))
    return false;
  return isSix ? isIp(address.replace(/^\[(.*)\]$/, '$1')) || address.includes('.') : isIpV4(address);
}

interface UrlParts {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
}

/** As LuaSocket takes a URL apart. */
function partsOf(text: string): UrlParts {
  const [whole = ''] = text.split('#', 1);
  const scheme = /^[A-Za-z0-9][A-Za-z0-9+.-]*(?=:)/.exec(whole)?.[0];
  const rest = scheme === undefined ? whole : whole.slice(scheme.length + 1);
  return { scheme, authority: /^\/\/([^/?]*)/.exec(rest)?.[1] };
}

/** Whether a URL lacks its scheme or its host. */
export function isUrlFault(text: string): boolean {
  const { scheme, authority } = partsOf(text);
  const host = authority?.replace(/^[^@]*@/, '').replace(/:[^:\]]*$/, '');
  return scheme === undefined || host === undefined || host === '';
}

/** What stands before the `@` of a URL; null where nothing does. */
export function userInfoOf(text: string): string | null {
  return /^([^@]*)@/.exec(partsOf(text).authority ?? '')?.[1] ?? null;
}
