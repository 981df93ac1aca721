import { isWithin } from '../tree/paths.ts';
import type { Claim } from './seeds.ts';

/** Steps over all searches: hostile trees may hold thousands of objects that deploy each other. */
const mostVisits = 100_000;

/**
 * Files with an object that deploys, in the end, the file it is in: an app of apps within its own
 * directory, the Kustomization that `flux bootstrap` writes. Nothing else leads to those.
 */
export function selfDeploying(claims: readonly Claim[]): ReadonlySet<string> {
  const byFile = new Map<string, string[]>();
  for (const { by, directory } of claims) byFile.set(by, [...(byFile.get(by) ?? []), directory]);
  const files = [...byFile.keys()];
  const led = new Map(
    files.map((file) => [
      file,
      files.filter((other) => (byFile.get(file) ?? []).some((directory) => isWithin(other, directory))),
    ]),
  );
  let visits = 0;
  const reachesItself = (file: string): boolean => {
    const seen = new Set<string>();
    const left = [...(led.get(file) ?? [])];
    for (let next = left.pop(); next !== undefined && visits < mostVisits; next = left.pop()) {
      visits++;
      if (next === file) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      left.push(...(led.get(next) ?? []));
    }
    return false;
  };
  return new Set(files.filter(reachesItself));
}
