import { hostAndPort } from './listen-address.ts';
import { trimmed } from '../../source/trim.ts';

/** The part of nginx that a listen string is for: `http` reads proxy listens, `stream` stream listens. */
export type Subsystem = 'http' | 'stream';

/** One entry of a listen string; `start` and `end` are offsets in the string, blanks at both ends excluded. */
export interface ListenEntry {
  /** The host as written, IPv6 with its brackets. */
  readonly address: string;
  readonly port: number;
  readonly ssl: boolean;
  readonly udp: boolean;
  /** Each flag once, as written, in the order of the string. */
  readonly flags: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface ListenFault {
  /** What is wrong with the entry, without the name of the variable. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A listen string as Kong reads it. One fault, and Kong does not start. */
export interface ListenString {
  readonly entries: readonly ListenEntry[];
  readonly faults: readonly ListenFault[];
}

const flagsOf: Readonly<Record<Subsystem, readonly string[]>> = {
  http: ['ssl', 'http2', 'proxy_protocol', 'deferred', 'bind', 'reuseport'],
  stream: ['udp', 'ssl', 'proxy_protocol', 'bind', 'reuseport'],
};
const flagsWithValue = [
  'backlog=[0-9]+',
  'ipv6only=on',
  'ipv6only=off',
  'so_keepalive=on',
  'so_keepalive=off',
  'so_keepalive=[A-Za-z0-9]*:[A-Za-z0-9]*:[0-9]*',
];

/** Lua's `%s`; JavaScript's `\s` takes more. */
const blank = '[ \\t\\n\\v\\f\\r]';

function patternsOf(subsystem: Subsystem): readonly RegExp[] {
  return [...flagsOf[subsystem], ...flagsWithValue].map((flag) => new RegExp(`${blank}(${flag})${blank}`, 'g'));
}
const patterns: Readonly<Record<Subsystem, readonly RegExp[]>> = {
  http: patternsOf('http'),
  stream: patternsOf('stream'),
};

/** Longest string that is looked at: every real one is far shorter. */
const longest = 4096;

/** Reads the value of `KONG_PROXY_LISTEN` or `KONG_STREAM_LISTEN` as Kong and then nginx do. */
export function parseListen(subsystem: Subsystem, text: string): ListenString {
  const whole = { start: 0, end: text.length };
  if (text.length > longest) return { entries: [], faults: [{ message: 'is too long to be read', ...whole }] };
  const pieces = piecesOf(text);
  const first = pieces[0];
  if (first === undefined) return { entries: [], faults: [{ message: 'is empty; "off" turns it off', ...whole }] };
  if (first.text === 'off') return { entries: [], faults: [] };

  const entries: ListenEntry[] = [];
  const faults: ListenFault[] = [];
  for (const piece of pieces) {
    const read = readEntry(subsystem, piece.text);
    const message = typeof read === 'string' ? read : faultBeside(read, entries);
    if (message !== null) faults.push({ message, start: piece.start, end: piece.end });
    if (typeof read !== 'string') entries.push({ ...read, start: piece.start, end: piece.end });
  }
  return { entries, faults };
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The pieces between commas, stripped; Kong drops empty ones. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const raw of text.split(',')) {
    const stripped = strip(raw);
    const start = from + raw.indexOf(stripped);
    if (stripped !== '') pieces.push({ text: stripped, start, end: start + stripped.length });
    from += raw.length + 1;
  }
  return pieces;
}

/** Takes the flags off, one kind after the other as Kong does, and reads what is left as an address. */
function readEntry(subsystem: Subsystem, text: string): Omit<ListenEntry, 'start' | 'end'> | string {
  let rest = ` ${text} `;
  const found = new Set<string>();
  for (const pattern of patterns[subsystem]) {
    // Of flags that stand side by side, the second survives: it has lost the blank before it.
    rest = rest.replace(pattern, (_, flag: string) => {
      found.add(flag);
      return ' ';
    });
  }
  const remainder = strip(rest);
  const address = hostAndPort(remainder);
  if (address === null) return whyUnreadable(subsystem, remainder);
  if (/\s/.test(address.host)) return missingComma(remainder);
  if (address.port === 0 || address.port > 65_535) return `has the port ${String(address.port)}, which nginx refuses`;
  const flags = [...new Set(text.split(/\s+/))].filter((word) => found.has(word));
  return { address: address.host, port: address.port, ssl: found.has('ssl'), udp: found.has('udp'), flags };
}

function whyUnreadable(subsystem: Subsystem, remainder: string): string {
  if (/["']/.test(remainder)) return 'has a stray quote';
  if (remainder === 'false') return 'is "false", as YAML reads an unquoted off';
  const [address = '', ...words] = remainder.split(/\s+/);
  if (words.some((word) => hostAndPort(word) !== null)) return missingComma(remainder);
  if (hostAndPort(address) !== null && words.length > 0) {
    const known = words.find((word) => flagsOf[subsystem].includes(word));
    if (known !== undefined) return `repeats the flag "${known}"`;
    return `has "${words.join(' ')}", which is no flag of a ${subsystem === 'http' ? 'proxy' : 'stream'} listen`;
  }
  if (/^\S+:[0-9]+-[0-9]+$/.test(remainder))
    return `has the port range "${remainder}"; Kong takes one port for each entry`;
  if (remainder === 'off') return 'has "off" after another entry; only the first may be "off"';
  if (remainder === '') return 'has flags without an address';
  return `has "${remainder}" where <address>:<port> belongs`;
}

function missingComma(remainder: string): string {
  return `has "${remainder}" where one address belongs; a comma is missing`;
}

/** What nginx refuses although Kong reads it. */
function faultBeside(entry: Omit<ListenEntry, 'start' | 'end'>, earlier: readonly ListenEntry[]): string | null {
  const twin = earlier.some(
    (other) => other.address === entry.address && other.port === entry.port && other.udp === entry.udp,
  );
  if (twin) return `names ${entry.address}:${String(entry.port)} twice, which nginx refuses`;
  if (!entry.udp) return null;
  const clash = entry.flags.find((flag) => /^(?:ssl|proxy_protocol|so_keepalive=.*)$/.test(flag));
  return clash === undefined ? null : `has "${clash}" beside "udp", which nginx refuses`;
}

/** Kong's `strip`: Lua's blanks at both ends. */
function strip(text: string): string {
  return trimmed(text, ' \t\n\v\f\r');
}
