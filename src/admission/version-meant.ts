import { gatewayGroup } from '../kubernetes/kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { InstalledDefinitions } from './definitions.ts';

/** The versions of which charts that ask the cluster take the first that is served. */
const newestFirst = ['v1', 'v1beta1', 'v1alpha2'] as const;

/** The version of an object: of one that a chart makes, which asks the cluster, another one where its own is not served. */
export function versionMeant(
  object: Pick<KubeObject, 'apiVersion' | 'group' | 'kind' | 'madeBy'>,
  installed: InstalledDefinitions,
): string {
  const { apiVersion, group, kind, madeBy } = object;
  if (madeBy === undefined || group !== gatewayGroup) return apiVersion;
  const isServed = (version: string): boolean => {
    const sets = installed.gatewayApi({ group, kind }, version.slice(group.length + 1));
    return sets.length === 0 || installed.serving(sets, version, kind).length > 0;
  };
  return [apiVersion, ...newestFirst.map((each) => `${group}/${each}`)].find(isServed) ?? apiVersion;
}
