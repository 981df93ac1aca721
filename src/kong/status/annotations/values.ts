/** How the controller reads the value of an annotation. */
export type ValueForm =
  | 'boolean'
  | 'go-boolean'
  | 'go-boolean-of-any-case'
  | 'integer'
  | 'redirect-code'
  | 'protocol'
  | 'protocols'
  | 'methods'
  | 'host-names'
  | 'wildcard-names'
  | 'path'
  | 'path-handling';

/** The protocols that an annotation may name; `udp` is none of them. */
export const protocols: readonly string[] = [
  'http',
  'https',
  'grpc',
  'grpcs',
  'ws',
  'wss',
  'tls',
  'tcp',
  'tls_passthrough',
];

/** The items between commas, without blanks around them and empty ones. */
export function items(value: string): readonly string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

const label = /^[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*$/;
const goBoolean = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
const int64 = 1n << 63n;

function isHostName(text: string): boolean {
  return text.split('.').every((part) => label.test(part));
}

function isWildcardName(text: string): boolean {
  return isHostName(text.replace(/^\*\./, '').replace(/\.\*$/, ''));
}

/** Go's `strconv.Atoi`. */
function isInteger(text: string): boolean {
  if (!/^[+-]?\d{1,25}$/.test(text)) return false;
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= -int64 && value < int64;
}

interface Form {
  readonly accepts: (value: string) => boolean;
  /** Completes "expects …". */
  readonly expected: string;
}

/** Empty values are let be: most annotations take them for none, and some mean something by them. */
const forms: Readonly<Record<ValueForm, Form>> = {
  boolean: { accepts: (value) => /^(?:true|false)$/i.test(value), expected: 'true or false' },
  'go-boolean': { accepts: (value) => goBoolean.test(value), expected: 'true or false' },
  'go-boolean-of-any-case': { accepts: (value) => goBoolean.test(value.toLowerCase()), expected: 'true or false' },
  integer: { accepts: isInteger, expected: 'a whole number without a unit' },
  'redirect-code': {
    accepts: (value) => isInteger(value) && [301, 302, 307, 308, 426].includes(Number(value)),
    expected: '301, 302, 307, 308 or 426',
  },
  protocol: { accepts: (value) => protocols.includes(value), expected: `one of ${protocols.join(', ')}` },
  protocols: {
    accepts: (value) => items(value).every((item) => protocols.includes(item)),
    expected: `a list of ${protocols.join(', ')}`,
  },
  methods: {
    accepts: (value) => items(value).every((item) => /^[A-Z]+$/.test(item.toUpperCase())),
    expected: 'a list of methods between commas',
  },
  'host-names': {
    accepts: (value) => items(value).every(isHostName),
    expected: 'a list of host names without wildcards',
  },
  'wildcard-names': {
    accepts: (value) => items(value).every(isWildcardName),
    expected: 'a list of host names with a wildcard at the most at one end',
  },
  path: { accepts: (value) => value.startsWith('/'), expected: 'a path that begins with /' },
  'path-handling': { accepts: (value) => /v\d/.test(value), expected: 'v0 or v1' },
};

/** What the controller expects of a value that it passes over; null for one that counts. */
export function ignoredFor(value: string, form: ValueForm): string | null {
  const { accepts, expected } = forms[form];
  return value === '' || accepts(value) ? null : expected;
}
