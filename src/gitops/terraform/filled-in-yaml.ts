import { type Doubt, doubtOf } from '../../source/doubt.ts';
import type { MapNode, Node } from '../../source/node.ts';
import { parseYaml } from '../../source/parse.ts';
import { hidePlaceholders } from '../deployed/map-scalars.ts';
import { placed } from '../../source/placed.ts';
import type { Template } from './hcl-syntax.ts';
import { type TerraformFile, withinFile } from './terraform-module.ts';

const calculated = doubtOf('unknown-value', 'values are made by an expression of Terraform');

/** The documents of a heredoc of YAML, with their places in the file; values that Terraform fills in are unknown. */
export function yamlOf({ heredoc }: Template, file: TerraformFile): readonly Node[] | Doubt {
  const { start, end } = heredoc ?? { start: 0, end: 0 };
  const text = file.lines.text.slice(start, end);
  const parsed = parseYaml(file.path, text);
  if (parsed.unread !== null || parsed.problems.some(({ kind }) => kind === 'syntax'))
    return doubtOf('syntax', `values in ${file.path} are not valid YAML`, file.path);
  const roots: Node[] = [];
  for (const { root } of parsed.documents) {
    const moved = placed(root, withinFile(start, file));
    const known = moved.kind === 'map' ? withUnknowns(moved, text) : moved;
    if ('cause' in known) return known;
    roots.push(known);
  }
  return roots;
}

/** Values that hold `${…}` become unknown; a key that does may be any, and a directive may change everything. */
export function withUnknowns(root: MapNode, text: string): MapNode | Doubt {
  if (/%\{|\$\$\{/.test(text)) return doubtOf('template', 'values are made by a template of Terraform');
  return hasFilledKey(root) ? calculated : hidePlaceholders(root, '${', 'Terraform puts a value here');
}

function hasFilledKey(node: Node): boolean {
  if (node.kind === 'list') return node.items.some(hasFilledKey);
  return node.kind === 'map' && [...node.entries].some(([key, { value }]) => key.includes('${') || hasFilledKey(value));
}
