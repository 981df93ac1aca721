/** Nobody writes a longer one. */
const longestDuration = 400;

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Nanoseconds of a text that Go's `time.ParseDuration` takes: `1h15m`, `-1.5s`, a bare `0`; null for any other. */
export function durationOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const [, sign = '', unsigned = ''] = /^([+-]?)(.*)$/s.exec(text.slice(0, longestDuration + 1)) ?? [];
  if (unsigned === '0') return 0;
  if (text.length > longestDuration || unsigned === '') return null;
  const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)(?![a-zµμ])/gy;
  let sum = 0;
  while (part.lastIndex < unsigned.length) {
    const [, amount, unit] = part.exec(unsigned) ?? [];
    if (amount === undefined || unit === undefined) return null;
    sum += Number(amount) * (nanoseconds[unit] ?? 0);
  }
  if (sum >= 2 ** 63) return null;
  return sign === '-' && sum !== 0 ? -sum : sum;
}
