import type { Entry, MapNode, Node } from '../../source/node.ts';
import type { Expression, ObjectExpression } from './hcl-syntax.ts';
import { holdsDirectory, literalOf, localOf, placeOf, type TerraformFile } from './terraform-module.ts';

const reason = 'Terraform puts a value here';
const deepest = 40;

/** The data that an expression stands for, as `yamlencode` writes it; what has to be calculated is unknown. */
export function nodeOf(expression: Expression, file: TerraformFile, depth = 0): Node {
  const at = placeOf(expression, file);
  if (depth > deepest || file.budget.left-- <= 0) return { kind: 'unknown', reason, at };
  const literal = literalOf(expression, file);
  if (literal !== undefined) {
    const { value } = literal;
    if (typeof value === 'string' && holdsDirectory(value)) return { kind: 'unknown', reason, at };
    return { kind: 'scalar', value, text: String(value), style: typeof value === 'string' ? 'double' : 'plain', at };
  }
  if (expression.kind === 'list')
    return { kind: 'list', flow: true, items: expression.items.map((item) => nodeOf(item, file, depth + 1)), at };
  if (expression.kind === 'object') return mapOf(expression, file, depth) ?? { kind: 'unknown', reason, at };
  const local = expression.kind === 'reference' ? localOf(expression.name, file) : undefined;
  return local === undefined ? { kind: 'unknown', reason, at } : nodeOf(local.expression, local.file, depth + 10);
}

/** Null where a key has to be calculated: the map then holds nobody knows what. */
function mapOf({ entries, ...stretch }: ObjectExpression, file: TerraformFile, depth: number): MapNode | null {
  const map = new Map<string, Entry>();
  for (const { key, value } of entries) {
    const name = keyOf(key, file);
    if (name === null || map.has(name)) return null;
    map.set(name, { key: name, keyAt: placeOf(key, file), value: nodeOf(value, file, depth + 1) });
  }
  return { kind: 'map', flow: true, entries: map, at: file.lines.location(stretch.start, stretch.end) };
}

/** A bare word is a key as it stands; within brackets it is a reference. */
function keyOf(key: Expression, file: TerraformFile): string | null {
  if (key.kind === 'reference' && !file.lines.text.startsWith('(', key.start))
    return key.name.includes('.') ? null : key.name;
  const value = literalOf(key, file)?.value;
  return value === undefined || value === null ? null : String(value);
}
