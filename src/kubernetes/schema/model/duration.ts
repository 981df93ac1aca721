const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** A duration as Go reads it, in nanoseconds; null for what is none, and for no text. */
export function durationOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  if (value === '0') return 0;
  if (!/^[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(value)) return null;
  const sum = [...value.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)].reduce(
    (total, [, amount = '0', unit = 's']) => total + Number(amount) * (nanoseconds[unit] ?? 0),
    0,
  );
  return value.startsWith('-') ? -sum : sum;
}
