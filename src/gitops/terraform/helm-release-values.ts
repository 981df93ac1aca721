import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import type { ScalarNode } from '../../source/node.ts';
import { emptyMap, parseSetPath, typedScalar } from '../../helm/set-path.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import { type Assignment, type GivenValues, fileLayer } from '../deployed/release.ts';
import type { Block, Expression, Template } from './hcl-syntax.ts';
import { withUnknowns, yamlOf } from './filled-in-yaml.ts';
import { nodeOf } from './hcl-nodes.ts';
import { literalOf, literalText, localOf, placeOf, type TerraformFile, treePath } from './terraform-module.ts';

const calculated = doubtOf('unknown-value', 'values are made by an expression of Terraform');

/** The values of a `helm_release`: its documents in order, then what is set one by one. */
export function valuesOf({ body }: Block, file: TerraformFile): GivenValues {
  const layers: ValuesLayer[] = [];
  const doubts: Doubt[] = [];
  const values = resolved(body.attributes.get('values'), file);
  if (values !== undefined && values.expression.kind !== 'list') doubts.push(calculated);
  if (values?.expression.kind === 'list')
    for (const item of values.expression.items) {
      const layer = layerOf(item, values.file);
      if ('reason' in layer) doubts.push(layer);
      else layers.push(layer);
    }
  const { assignments, doubts: unset } = assignmentsOf(body, file);
  return { layers, assignments, unverified: joinDoubts(...doubts, ...unset, ...keptAsTheyAre(body, file)) };
}

interface Resolved {
  readonly expression: Expression;
  readonly file: TerraformFile;
}

/** What a local value stands for, or the expression itself. */
function resolved(expression: Expression | undefined, file: TerraformFile): Resolved | undefined {
  if (expression === undefined) return undefined;
  const local = expression.kind === 'reference' ? localOf(expression.name, file) : undefined;
  return local ?? { expression, file };
}

function layerOf(item: Expression, from: TerraformFile): ValuesLayer | Doubt {
  const { expression, file } = resolved(unwrapped(item), from) ?? { expression: item, file: from };
  if (expression.kind === 'template' && expression.heredoc !== null) return heredocLayer(expression, file);
  if (expression.kind !== 'call') return calculated;
  const [first] = expression.arguments;
  if (first === undefined) return calculated;
  if (/^(file|templatefile)$/.test(expression.name)) return valuesFile(first, expression.name === 'templatefile', file);
  if (!/^(yamlencode|jsonencode)$/.test(expression.name)) return calculated;
  const root = nodeOf(first, file);
  return root.kind === 'map' ? { label: inline(file), root } : calculated;
}

/** `"${file("a.yaml")}"` is `file("a.yaml")`. */
function unwrapped(item: Expression): Expression {
  if (item.kind !== 'template' || item.heredoc !== null) return item;
  const [only, ...others] = item.parts;
  return only?.kind === 'interpolation' && others.length === 0 ? only.expression : item;
}

function inline({ path }: TerraformFile): string {
  return `inline values in ${path}`;
}

function valuesFile(name: Expression, isTemplate: boolean, file: TerraformFile): ValuesLayer | Doubt {
  const { sources } = file.index;
  const text = literalText(name, file)?.value;
  const path = text === undefined ? null : treePath(text, file);
  if (path === null) {
    const written = file.lines.text.slice(name.start, name.end).slice(0, 60);
    return doubtOf('unknown-value', `the values file ${written} is known to Terraform alone`);
  }
  const layer = fileLayer(sources, path);
  if (!isTemplate || 'reason' in layer) return layer;
  const root = withUnknowns(layer.root, sources.text(path) ?? '');
  return 'cause' in root ? root : { ...layer, root };
}

function heredocLayer(template: Template, file: TerraformFile): ValuesLayer | Doubt {
  const roots = yamlOf(template, file);
  if ('cause' in roots) return roots;
  const label = inline(file);
  const [root] = roots;
  if (root === undefined) return { label, root: emptyMap(placeOf(template, file)) };
  return root.kind === 'map' ? { label, root } : doubtOf('syntax', `values in ${file.path} are not a map`, file.path);
}

/** `set` as blocks, or as the list of provider 3; what else sets values is not read. */
function assignmentsOf(body: Block['body'], file: TerraformFile): { assignments: Assignment[]; doubts: Doubt[] } {
  const assignments: Assignment[] = [];
  const doubts: Doubt[] = [];
  const add = (name: Expression | undefined, value: Expression | undefined, type: Expression | undefined): void => {
    const found = assignmentOf(name, value, type, file);
    if (found === null) doubts.push(doubtOf('unknown-value', 'a value that is set is not literal'));
    else assignments.push(found);
  };
  for (const { type, body: set } of body.blocks)
    if (type === 'set') add(set.attributes.get('name'), set.attributes.get('value'), set.attributes.get('type'));
  const list = body.attributes.get('set');
  for (const item of list?.kind === 'list' ? list.items : []) {
    const entry = (wanted: string): Expression | undefined =>
      item.kind === 'object'
        ? item.entries.find(({ key }) => (key.kind === 'reference' ? key.name : literalOf(key, file)?.value) === wanted)
            ?.value
        : undefined;
    add(entry('name'), entry('value'), entry('type'));
  }
  const others = /^(set_list|set_sensitive|set_wo|dynamic|postrender)$/;
  const unread =
    (list !== undefined && list.kind !== 'list') ||
    body.blocks.some(({ type }) => others.test(type)) ||
    [...body.attributes.keys()].some((name) => others.test(name));
  if (unread) doubts.push(doubtOf('unknown-value', 'more values are set by Terraform than are read'));
  return { assignments, doubts };
}

function assignmentOf(
  name: Expression | undefined,
  value: Expression | undefined,
  type: Expression | undefined,
  file: TerraformFile,
): Assignment | null {
  const steps = parseSetPath(literalText(name, file)?.value ?? '');
  const text = literalText(value, file);
  const kind = type === undefined ? 'auto' : literalText(type, file)?.value;
  // The provider hands it to Helm as `--set name=value`, where a comma begins another one.
  if (steps === null || text === undefined || kind === undefined || /(?<!\\),|[{}]/.test(text.value)) return null;
  if (!/^(|auto|string)$/.test(kind)) return null;
  const plain = text.value.replaceAll(/\\(.)/g, '$1');
  const scalar: ScalarNode = {
    kind: 'scalar',
    value: plain,
    text: JSON.stringify(plain),
    style: 'double',
    at: text.at,
  };
  return { steps, value: typedScalar(scalar, kind === 'string') };
}

/** Values that are not those of the file although they are literal there. */
function keptAsTheyAre({ attributes, blocks }: Block['body'], file: TerraformFile): readonly Doubt[] {
  const reuse = attributes.get('reuse_values');
  const ignored = blocks.some(({ type, body }) => type === 'lifecycle' && body.attributes.has('ignore_changes'));
  return [
    ...(reuse !== undefined && literalOf(reuse, file)?.value !== false
      ? [doubtOf('unknown-value', 'the release keeps values that it was given before')]
      : []),
    ...(ignored ? [doubtOf('unknown-value', 'Terraform ignores changes of the release')] : []),
  ];
}
