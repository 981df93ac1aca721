import { isLocation, type Location } from '../source/location.ts';
import { get, listAt, stringAt, type Entry, type Node } from '../source/node.ts';
import { withoutDescriptions } from './descriptions.ts';
import { experimentalGroup, customResourceDefinition, gatewayGroup, kongGroup, operatorGroup } from './kinds.ts';
import { isOfKind } from './known-kinds.ts';
import type { KubeObject } from './object.ts';

/** One version that a CustomResourceDefinition of a tree serves. */
export interface StatedVersion {
  readonly version: string;
  /** YAML: what stands under `schema`, without most descriptions. */
  readonly schema: string;
}

/** What a CustomResourceDefinition of a tree states, as far as objects are judged by it. */
export interface StatedDefinition {
  /** `httproutes.gateway.networking.k8s.io`. */
  readonly name: string;
  readonly group: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  /** Those that are served; null where the tree does not tell them in full. */
  readonly versions: readonly StatedVersion[] | null;
  readonly at: Location;
  /** Whether the admission policy that comes with bundles of Gateway API stands in the same file. */
  readonly hasPolicyBeside: boolean;
}

/** How that policy is called. */
export const safeUpgrades = `safe-upgrades.${gatewayGroup}`;

const groups: readonly string[] = [gatewayGroup, experimentalGroup, kongGroup, operatorGroup];

/** What a definition of a kind that is judged states; null for every other object. Its file is read once more, for its schemas. */
export function statedDefinition(
  object: KubeObject,
  textOf: (path: string) => string | undefined,
): StatedDefinition | null {
  if (!isOfKind(object, customResourceDefinition)) return null;
  const spec = get(object.root, 'spec');
  const [group, kind] = [stringAt(spec, 'group')?.value, stringAt(spec, 'names', 'kind')?.value];
  const { at, value: name } = object.name;
  if (group === undefined || kind === undefined || !isLocation(at) || !groups.includes(group)) return null;
  const isNamespaced = stringAt(spec, 'scope')?.value !== 'Cluster';
  const versions = versionsOf(get(spec, 'versions'), textOf);
  const hasPolicyBeside = group === gatewayGroup && textOf(at.path)?.includes(safeUpgrades) === true;
  return { name, group, kind, isNamespaced, versions, at, hasPolicyBeside };
}

function versionsOf(
  versions: Node | undefined,
  textOf: (path: string) => string | undefined,
): readonly StatedVersion[] | null {
  if (versions?.kind !== 'list') return null;
  const found: StatedVersion[] = [];
  for (const item of listAt(versions)) {
    const [version, served] = [stringAt(item, 'name')?.value, get(item, 'served')];
    if (version === undefined || served?.kind !== 'scalar') return null;
    if (served.value !== true) continue;
    const schema = item.kind === 'map' ? schemaText(item.entries.get('schema'), textOf) : null;
    if (schema === null) return null;
    found.push({ version, schema });
  }
  return found;
}

/** The lines of a schema in block style; null for one that something changed on the way to the cluster, or that is written otherwise. */
function schemaText(entry: Entry | undefined, textOf: (path: string) => string | undefined): string | null {
  const at = entry?.keyAt;
  if (entry === undefined || at === undefined || !isLocation(at) || !isStatedIn(entry, at.path)) return null;
  const text = textOf(at.path) ?? '';
  const start = at.start - (at.column - 1);
  const [line = ''] = text.slice(start, text.indexOf('\n', start)).split('\n', 1);
  if (!/^ *schema: *$/.test(line)) return null;
  return withoutDescriptions(blockAt(text, start, at.column - 1));
}

/** Whether all of a value stands in the file of its key; null stands for what was left out when the file was read. */
function isStatedIn({ keyAt, value }: Entry, path: string): boolean {
  return isLocation(keyAt) && keyAt.path === path && isWholeIn(value, path);
}

function isWholeIn(value: Node, path: string): boolean {
  if (value.kind === 'unknown' || !isLocation(value.at) || value.at.path !== path) return false;
  if (value.kind === 'list') return value.items.every((item) => isWholeIn(item, path));
  return value.kind === 'scalar' || [...value.entries.values()].every((each) => isStatedIn(each, path));
}

/** The line that begins at `start`, and those below it that are indented further. */
function blockAt(text: string, start: number, indentation: number): string {
  let end = text.indexOf('\n', start) + 1;
  if (end === 0) return text.slice(start);
  while (end < text.length) {
    const found = text.indexOf('\n', end);
    const next = found < 0 ? text.length : found + 1;
    const line = text.slice(end, next);
    if (line.trim() !== '' && line.length - line.trimStart().length <= indentation) break;
    end = next;
  }
  return text.slice(start, end);
}
