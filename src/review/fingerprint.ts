/** Offset basis and prime of FNV-1a in 32 bits; two runs with different seeds make 64 bits. */
const prime = 0x01000193;

function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), prime);
  return hash >>> 0;
}

/**
 * Sixteen hexadecimal digits that stay the same while lines move: made of cluster, rule, resource and
 * field path. Not a secret and not a signature; equal parts must only give equal digits.
 */
export function fingerprint(...parts: readonly string[]): string {
  const text = parts.join('\u0000');
  return [0x811c9dc5, 0x5bd1e995].map((seed) => fnv1a(text, seed).toString(16).padStart(8, '0')).join('');
}
