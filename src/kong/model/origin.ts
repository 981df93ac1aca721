import type { Origin } from './model.ts';
import type { Release } from '../../gitops/model/release.ts';

/** Whether a thing is stated by the values of a release. */
export function isRelease(origin: Origin): origin is Release {
  return 'chartVersion' in origin;
}

/** The values of a release's data plane and of its controller stand below these keys. */
export function valuesPrefix(release: Release, part: 'proxy' | 'controller'): readonly string[] {
  if (release.chart === 'kong/kong') return [];
  return [part === 'proxy' ? 'gateway' : 'controller'];
}
