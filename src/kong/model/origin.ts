import type { ControllerConfig } from '../../config/config.ts';
import type { Release } from '../../gitops/model/release.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** Who states a thing: a manifest, a release of a chart, or the configuration file. */
export type Origin = KubeObject | Release | ControllerConfig;

/** Whether a thing is stated by the values of a release. */
export function isRelease(origin: Origin): origin is Release {
  return 'chartVersion' in origin;
}

/** The values of a release's data plane and of its controller stand below these keys. */
export function valuesPrefix(release: Release, part: 'proxy' | 'controller'): readonly string[] {
  if (release.chart !== 'kong/ingress') return [];
  return [part === 'proxy' ? 'gateway' : 'controller'];
}
