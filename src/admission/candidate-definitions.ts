import { experimentalGroup, formerGroup, gatewayGroup, kongGroup, operatorGroup } from '../kubernetes/kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { isCoreKind } from '../kubernetes/schema/core/core.ts';
import type { Definitions, InstalledDefinitions } from './definitions.ts';
import { versionMeant } from './version-meant.ts';

const gatewayApiGroups: readonly string[] = [gatewayGroup, experimentalGroup, formerGroup];
const kongGroups: readonly string[] = [kongGroup, operatorGroup];

/** The sets of definitions that may hold an object's kind; null for a group that is not judged. */
export function candidatesFor(
  { apiVersion, group, kind }: Pick<KubeObject, 'apiVersion' | 'group' | 'kind'>,
  installed: InstalledDefinitions,
): readonly Definitions[] | null {
  const version = apiVersion.slice(group.length + 1);
  if (gatewayApiGroups.includes(group)) return installed.gatewayApi({ group, kind }, version);
  return kongGroups.includes(group) ? installed.kong({ group, kind }) : null;
}

/** Whether it is known by which one definition the API server judges an object, so that what it says nothing of is taken. */
export function isJudgedByOne(object: KubeObject, installed: InstalledDefinitions): boolean {
  if (object.apiVersion === 'v1' && isCoreKind(object.kind)) return true;
  const apiVersion = versionMeant(object, installed);
  const candidates = candidatesFor({ ...object, apiVersion }, installed) ?? [];
  const kinds = installed.serving(candidates, apiVersion, object.kind);
  return (
    candidates.length > 0 && kinds.length === candidates.length && new Set(kinds.map(({ root }) => root)).size === 1
  );
}
