/** What a text ought to be of a format that the API server checks, or null where it is; formats that it does not know are free. */
export function formatProblem(format: string, text: string): string | null {
  if (format === 'ipv4') return isIpv4(text) ? null : 'an IPv4 address';
  if (format === 'ipv6') return isIpv6(text) ? null : 'an IPv6 address';
  if (format === 'date-time') return isDateTime(text) ? null : 'a date and time as 2026-01-31T12:00:00Z';
  return null;
}

export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** As the API server reads them: leading zeros are allowed. */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (text.length > 45 || !/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const counts = halves.map(groupsIn);
  const [first, second] = counts;
  if (counts.includes(null) || first === undefined || first === null) return false;
  return second === undefined || second === null ? first === 8 : first + second < 8;
}

/** How many groups of 16 bits stand in a part without `::`, an IPv4 address at the end counting two; null: no such part. */
function groupsIn(part: string, index: number, parts: readonly string[]): number | null {
  if (part === '') return parts.length === 2 ? 0 : null;
  const groups = part.split(':');
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && (index !== parts.length - 1 || !isIpv4(last))) return null;
  const plain = embedded ? groups.slice(0, -1) : groups;
  return plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? plain.length + (embedded ? 2 : 0) : null;
}

function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
