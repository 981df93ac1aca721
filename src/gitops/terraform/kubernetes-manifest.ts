import { type Content, nothing, unverifiedContent } from '../deployed/content.ts';
import { withNamespace } from '../../kubernetes/read-object.ts';
import { groupOf } from '../../kubernetes/known-kinds.ts';
import { get, type Node, stringAt } from '../../source/node.ts';
import { objectsOf } from '../objects/objects.ts';
import type { Block, Expression } from './hcl-syntax.ts';
import { yamlOf } from './filled-in-yaml.ts';
import { nodeOf } from './hcl-nodes.ts';
import type { TerraformFile } from './terraform-module.ts';

/** Text without which nothing that a resource applies is read. */
const ofInterest = /gateway\.networking|konghq/;

/** The object of a `kubernetes_manifest`, and the YAML of a `kubectl_manifest`. */
export function manifestContent({ labels, body, start, end }: Block, file: TerraformFile): Content {
  const [type = '', name = ''] = labels;
  const attribute = type === 'kubernetes_manifest' ? 'manifest' : type === 'kubectl_manifest' ? 'yaml_body' : null;
  const expression = attribute === null ? undefined : body.attributes.get(attribute);
  if (expression === undefined || !ofInterest.test(file.lines.text.slice(start, end))) return nothing;
  const title = `Terraform ${type} ${name}`;
  const roots = rootsOf(expression, file);
  if (roots !== null && roots.every((root) => isOfNoConcern(root, file))) return nothing;
  if (roots === null || roots.some(isNameless))
    return unverifiedContent(title, 'unknown-value', 'a part of it is known to Terraform alone');
  const objects = roots.flatMap((root, index) => objectsOf({ path: file.path, index, root }, file.index.kindOf));
  return { ...nothing, objects: objects.map((object) => withNamespace(object, 'default')) };
}

/** Whether an object is of a kind that is not read, whatever else is known of it. */
function isOfNoConcern(root: Node, { index }: TerraformFile): boolean {
  const version = stringAt(root, 'apiVersion')?.value;
  const kind = stringAt(root, 'kind')?.value;
  return version !== undefined && kind !== undefined && index.kindOf(groupOf(version), kind) === undefined;
}

/** Whether something of an object is unknown without which nobody can say which it is. */
function isNameless(root: Node): boolean {
  const telling = [['apiVersion'], ['kind'], ['metadata', 'name'], ['metadata', 'namespace']];
  return root.kind === 'unknown' || telling.some((path) => get(root, ...path)?.kind === 'unknown');
}

function rootsOf(expression: Expression, file: TerraformFile): readonly Node[] | null {
  if (expression.kind === 'object') return [nodeOf(expression, file)];
  const inner = expression.kind === 'call' && expression.name === 'yamldecode' ? expression.arguments[0] : expression;
  if (inner?.kind !== 'template' || inner.heredoc === null) return null;
  const roots = yamlOf(inner, file);
  return 'cause' in roots ? null : roots;
}
