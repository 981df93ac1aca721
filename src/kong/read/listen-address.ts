/**
 * The host and port of a listen entry without its flags, as Kong splits them; null when Kong would
 * refuse. A name may hold anything before its last colon, an address must be one.
 */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } | null {
  const colons = text.split(':').length - 1;
  if (colons > 1) return ipv6(text);
  return /^[0-9.]+$/.test(text.replace(':', '')) ? ipv4(text) : named(text);
}

function named(text: string): { host: string; port: number } | null {
  const match = /^([^]+):([0-9]+)$/.exec(text);
  return match?.[1] === undefined ? null : { host: match[1], port: Number(match[2]) };
}

function ipv4(text: string): { host: string; port: number } | null {
  const match = /^(([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})):([0-9]+)$/.exec(text);
  if (match?.[1] === undefined) return null;
  if (match.slice(2, 6).some((part) => Number(part) > 255)) return null;
  const port = Number(match[6]);
  return port > 65_535 ? null : { host: match[1], port };
}

/** Only with brackets can an IPv6 address have a port. */
function ipv6(text: string): { host: string; port: number } | null {
  const match = /^\[([^[\]]*)\]:([0-9]+)$/.exec(text);
  if (match?.[1] === undefined || !isIpv6(match[1])) return null;
  const port = Number(match[2]);
  return port > 65_535 ? null : { host: `[${match[1]}]`, port };
}

function isIpv6(address: string): boolean {
  let full = address;
  if (full.startsWith(':')) full = `0${full}`;
  if (full.endsWith(':')) full = `${full}0`;
  if (full.includes('::')) {
    const missing = 8 - (full.split(':').length - 1);
    full = full.replace('::', `:${'0:'.repeat(Math.max(0, missing))}`);
  }
  return /^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}$/i.test(full);
}
