import { fromBase64 } from './base64.ts';
import { lenientText } from './decode.ts';
import type { Scalar } from './node.ts';

/**
 * The value of a plain scalar as go-yaml v2 resolves it, which is what kubectl, Helm, Argo CD and
 * Flux read: YAML 1.1 words and octals, but no base 60, and timestamps stay text.
 * https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
export function resolvePlain(text: string): Scalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!mayBeNumber.test(text) || timestamp.test(text)) return text;
  const number = text.startsWith('.') ? (decimal.test(text) ? finite(text) : undefined) : numberOf(text);
  return number ?? text;
}

const words = new Map<string, Scalar>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word): [string, Scalar] => [
    word,
    true,
  ]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word): [string, Scalar] => [
    word,
    false,
  ]),
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, Scalar] => [word, null]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, Scalar] => [word, Number.NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, Scalar] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, Scalar] => [word, -Infinity]),
]);

const mayBeNumber = /^[-+.0-9]/;
const timestamp = /^\d{4}-\d\d?-\d\d?(?:$|[Tt ]\d)/;
const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** Underscores are dropped before the number is read, as go-yaml does; so `1__0` is 10. */
function numberOf(text: string): number | undefined {
  const bare = text.replaceAll('_', '');
  const integer = integerOf(bare);
  if (integer !== undefined) return integer;
  return decimal.test(bare) ? finite(bare) : undefined;
}

/** A decimal beyond the range of a float64 is no number for Go, and so stays text. */
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const radixes: readonly (readonly [RegExp, number])[] = [
  [/^0[xX]([\da-fA-F]+)$/, 16],
  [/^0[bB]([01]+)$/, 2],
  [/^0[oO]?([0-7]+)$/, 8],
  [/^(0|[1-9]\d*)$/, 10],
];

const plainInteger = /^[1-9]\d*$/;

function integerOf(text: string): number | undefined {
  // Nearly every number.
  if (plainInteger.test(text)) return Number(text);
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = /^[-+]/.test(text) ? text.slice(1) : text;
  for (const [pattern, radix] of radixes) {
    const match = pattern.exec(digits);
    if (match !== null) return radix === 10 ? Number(text) : sign * Number.parseInt(match[1] ?? '', radix);
  }
  return undefined;
}

/** The text of a key that is not a string, as sigs.k8s.io/yaml writes it into JSON. */
export function keyText(value: Exclude<Scalar, null>): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return String(value);
}

const core = 'tag:yaml.org,2002:';

/** The value of a tagged scalar. Tags of other schemas leave the text as it is, as in go-yaml. */
export function resolveTagged(tag: string, text: string): Scalar {
  const resolved = resolvePlain(text);
  switch (tag) {
    case `${core}int`:
    case `${core}float`:
      return typeof resolved === 'number' ? resolved : text;
    case `${core}bool`:
      return typeof resolved === 'boolean' ? resolved : text;
    case `${core}null`:
      return resolved === null ? null : text;
    case binaryTag:
      return binaryText(text) ?? text;
    default:
      return text;
  }
}

/** The tag of a text in base64. */
export const binaryTag = `${core}binary`;

/** The text that a value in base64 stands for; null where Go refuses it. */
export function binaryText(text: string): string | null {
  const bytes = fromBase64(text);
  return bytes === null ? null : lenientText(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
}
