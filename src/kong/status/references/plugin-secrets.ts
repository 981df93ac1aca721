import type { ClusterAdmission } from '../../../admission/admission.ts';
import { stringMap } from '../../../gatewayapi/metadata.ts';
import { referencesOf } from '../../../gatewayapi/references.ts';
import { kongClusterPlugin } from '../../../kubernetes/kinds.ts';
import { isOfKind } from '../../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { get, stringAt, type Node } from '../../../source/node.ts';
import type { PluginSecretFault, SecretFault } from '../../model/kong-references.ts';
import type { Controller } from '../../model/model.ts';
import type { PluginReference } from '../../model/plugin-reference.ts';
import { isOf } from './namers.ts';
import { keysOf, secretFault, type Secrets } from './secret-faults.ts';

/**
 * Plugins that are named, or global, and that the controller leaves out because it does not get all of their
 * configuration: `configFrom`, `configPatches`.
 */
export function pluginSecretFaults(
  plugins: readonly KubeObject[],
  references: readonly PluginReference[],
  secrets: Secrets,
  { controllers, admission }: { readonly controllers: readonly Controller[]; readonly admission: ClusterAdmission },
): readonly PluginSecretFault[] {
  const named = Map.groupBy(references, ({ plugin }) => plugin);
  return plugins.flatMap((plugin) => {
    const namedBy = (named.get(plugin) ?? []).filter(({ forbidden }) => forbidden === null);
    if (admission.refusalOf(plugin) !== null || (namedBy.length === 0 && !isGlobal(plugin, controllers))) return [];
    const faults = referencesOf(plugin).flatMap(({ to, node, at, unknownPart }): readonly PluginSecretFault[] => {
      const key = stringAt(node, 'key')?.value;
      // A plugin of the cluster says where its Secret stands.
      if (unknownPart !== null || key === undefined) return [];
      const name = { namespace: to.namespace, name: to.name, namer: plugin };
      const fault = secretFault(name, secrets, (object) => lacking(key, object));
      const secret = `${to.namespace ?? 'default'}/${to.name}`;
      return fault === null ? [] : [{ plugin, at: namePlace(node) ?? at, secret, fault, namedBy }];
    });
    return faults.slice(0, 1);
  });
}

function namePlace(node: Node): PluginSecretFault['at'] | undefined {
  return stringAt(node, 'name')?.at;
}

function lacking(key: string, secret: KubeObject): SecretFault | null {
  const keys = keysOf(secret);
  return keys === null || keys.has(key) ? null : { kind: 'no-key', key, secret };
}

function isGlobal(plugin: KubeObject, controllers: readonly Controller[]): boolean {
  const isMarked = stringMap(get(plugin.root, 'metadata', 'labels')).get('global') === 'true';
  return isMarked && isOfKind(plugin, kongClusterPlugin) && controllers.some((each) => isOf(plugin, each));
}
