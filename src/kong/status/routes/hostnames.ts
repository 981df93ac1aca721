/**
 * Whether two hostnames have requests in common, as the controller tells it: either is held against the other as a mask.
 * Source: https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/util/hostname.go
 */
export function intersect(one: string, other: string): boolean {
  return covers(one, other) || covers(other, one);
}

/**
 * Whether a mask covers a hostname. A `*` takes one label or more, up to the first that equals the mask's next one, and
 * never goes back: `*.a.com` does not cover `x.a.y.a.com`.
 */
export function covers(mask: string, hostname: string): boolean {
  const wanted = mask.split('.');
  const given = hostname.split('.');
  let [a, b, wildcard] = [0, 0, false];
  for (; a < wanted.length && b < given.length; a += 1, b += 1) {
    if (wildcard) {
      while (b < given.length && given[b] !== wanted[a]) b += 1;
      if (b === given.length) return false;
    }
    wildcard = wanted[a] === '*';
    if (!wildcard && wanted[a] !== given[b]) return false;
  }
  return given.length - b === wanted.length - a;
}
