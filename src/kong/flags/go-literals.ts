/** Go's `strconv.ParseBool`; null for what it refuses. */
export function readBoolean(text: string): boolean | null {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(text) ? false : null;
}

/** Longer numbers are out of every range, and not worth the time to read them. */
const longestNumber = 400;

const digitsOfBase: Readonly<Record<string, RegExp>> = {
  b: /^_?[01]+(?:_[01]+)*$/i,
  o: /^_?[0-7]+(?:_[0-7]+)*$/i,
  x: /^_?[0-9a-f]+(?:_[0-9a-f]+)*$/i,
};

/** A number as Go's `strconv.ParseUint` reads it with base 0: `0x1f`, `0b1`, `0o7`, `07`, `1_000`; null for none. */
function magnitude(text: string): bigint | null {
  if (text.length > longestNumber) return null;
  const prefixed = /^0([box])(.*)$/i.exec(text);
  if (prefixed?.[1] !== undefined && prefixed[2] !== undefined) {
    const base = prefixed[1].toLowerCase();
    return digitsOfBase[base]?.test(prefixed[2]) ? BigInt(`0${base}${prefixed[2].replaceAll('_', '')}`) : null;
  }
  if (/^0_?[0-7]+(?:_[0-7]+)*$/.test(text)) return BigInt(`0o${text.slice(1).replaceAll('_', '')}`);
  return /^(?:0|[1-9]\d*(?:_\d+)*)$/.test(text) ? BigInt(text.replaceAll('_', '')) : null;
}

/** Whether Go's `strconv.ParseInt` takes the text as an int64 with base 0, as pflag calls it. */
export function isInt(text: string): boolean {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const value = magnitude(text.slice(sign.length));
  return value !== null && value < (1n << 63n) + (sign === '-' ? 1n : 0n);
}

/** Whether Go's `strconv.ParseUint` takes the text as a uint64 with base 0. It takes no sign. */
export function isUint(text: string): boolean {
  const value = magnitude(text);
  return value !== null && value < 1n << 64n;
}

/** From here on a number is nearer to infinity than to the largest float32. */
const float32Limit = 3.402_823_567_797_336_6e38;

/** Whether Go's `strconv.ParseFloat` takes the text as a float32. */
export function isFloat32(text: string): boolean {
  if (text.length > longestNumber) return false;
  const unsigned = text.replace(/^[+-]/, '').toLowerCase();
  if (/^(?:inf|infinity|nan)$/.test(unsigned)) return true;
  const isHex = unsigned.startsWith('0x');
  // An underscore separates digits, and may stand behind the prefix.
  if (
    !/^[^_]*$/.test(
      isHex ? unsigned.replace(/(?<=^0x|[0-9a-f])_(?=[0-9a-f])/g, '') : unsigned.replace(/(?<=\d)_(?=\d)/g, ''),
    )
  ) {
    return false;
  }
  const plain = unsigned.replaceAll('_', '');
  if (isHex) return isHexFloat(plain);
  return /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/.test(plain) && Number(plain) < float32Limit;
}

function isHexFloat(text: string): boolean {
  const [, whole = '', fraction = '', exponent] = /^0x([0-9a-f]*)(?:\.([0-9a-f]*))?p([+-]?\d+)$/.exec(text) ?? [];
  if (exponent === undefined || whole + fraction === '') return false;
  const significant = (whole + fraction).replace(/^0+/, '');
  if (significant === '') return true;
  // The first bit of all counts, and the range ends at 2^128; what rounds up to that is not looked for.
  const bits = 4 * (significant.length - fraction.length) - Math.clz32(parseInt(significant.charAt(0), 16)) + 28;
  return bits + Number(exponent) <= 128;
}

/**
 * The items of a stringSlice flag: one record of CSV, as Go's `encoding/csv` reads it. Quotes around an item are lost,
 * blanks stay, and an empty text has no items; null where a quote stands where none may.
 */
export function readList(text: string): readonly string[] | null {
  if (text === '') return [];
  // A line break ends the record, and Go's reader skips the empty lines before it.
  const record = text.replaceAll('\r\n', '\n').replace(/^\n+/, '');
  if (record === '') return null;
  const items: string[] = [];
  const item = /"((?:[^"]|"")*)"(?=,|\n|$)|([^",\n]*)(?=,|\n|$)/gy;
  while (item.lastIndex <= record.length) {
    const found = item.exec(record);
    if (found === null) return null;
    items.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (record.charAt(item.lastIndex) !== ',') return items;
    item.lastIndex += 1;
  }
  return items;
}
