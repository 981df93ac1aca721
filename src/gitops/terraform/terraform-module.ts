import { type LineIndex, lineIndex } from '../../source/line-index.ts';
import type { Located, Location } from '../../source/location.ts';
import { directoryOf, resolvePath } from '../../source/paths.ts';
import type { Within } from '../deployed/placed.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Body, Expression } from './hcl-syntax.ts';
import { parseHcl } from './parse-hcl.ts';

/** A Terraform file that is read, and the module that its directory is. */
export interface TerraformFile {
  readonly index: TreeIndex;
  readonly path: string;
  readonly lines: LineIndex;
  readonly body: Body;
  /** Other files of the module that may set local values; parsed when one is asked for. */
  readonly siblings: () => readonly TerraformFile[];
}

/** A literal value and where it is written. */
export type LiteralValue = Located<string | number | boolean | null> & { readonly at: Location };

/** Modules of people have a handful of files. */
const mostSiblings = 100;
const deepest = 8;

/** What stands for the module's own directory within a text that is otherwise literal. */
const moduleDirectory = '\uE001';

export function terraformFile(path: string, text: string, body: Body, index: TreeIndex): TerraformFile {
  let siblings: readonly TerraformFile[] | null = null;
  return { index, path, lines: lineIndex(path, text), body, siblings: () => (siblings ??= siblingsOf(path, index)) };
}

function siblingsOf(path: string, index: TreeIndex): readonly TerraformFile[] {
  const { sources } = index;
  const others = sources.paths.filter(
    (other) =>
      other !== path &&
      other.endsWith('.tf') &&
      directoryOf(other) === directoryOf(path) &&
      sources.contains(other, 'locals'),
  );
  return others.slice(0, mostSiblings).flatMap((other) => {
    const text = sources.text(other) ?? '';
    const body = parseHcl(text);
    return 'reason' in body ? [] : [terraformFile(other, text, body, index)];
  });
}

export function placeOf({ start, end }: Expression, { lines }: TerraformFile): Location {
  return lines.location(start, end);
}

/** The stretch of the file that begins at an offset. */
export function withinFile(from: number, { lines }: TerraformFile): Within {
  return { at: (start, end) => lines.location(from + start, from + end) };
}

/**
 * The value of an expression that is literal, or a local value that is. A variable is none, whatever
 * its default: whoever runs Terraform may give it another.
 */
export function literalOf(
  expression: Expression | undefined,
  file: TerraformFile,
  depth = 0,
): LiteralValue | undefined {
  if (expression === undefined || depth > deepest) return undefined;
  const at = placeOf(expression, file);
  if (expression.kind === 'literal') return { value: expression.value, at };
  if (expression.kind === 'reference') {
    if (/^path\.(module|root|cwd)$/.test(expression.name)) return { value: moduleDirectory, at };
    const local = localOf(expression.name, file);
    const found = local === undefined ? undefined : literalOf(local.expression, local.file, depth + 1);
    return found === undefined ? undefined : { value: found.value, at };
  }
  if (expression.kind !== 'template') return undefined;
  let text = '';
  for (const part of expression.parts) {
    if (part.kind === 'directive' || expression.heredoc !== null) return undefined;
    const value = part.kind === 'text' ? part.text : literalOf(part.expression, file, depth + 1)?.value;
    if (value === undefined || value === null) return undefined;
    text += String(value);
  }
  return { value: text, at };
}

/** The text of a literal; undefined for anything else. A number or boolean is text wherever Terraform wants one. */
export function literalText(expression: Expression | undefined, file: TerraformFile): Located<string> | undefined {
  const found = literalOf(expression, file);
  return found === undefined || found.value === null ? undefined : { value: String(found.value), at: found.at };
}

/** What the module sets a local value to, where exactly one place does. */
export function localOf(
  name: string,
  file: TerraformFile,
): { readonly expression: Expression; readonly file: TerraformFile } | undefined {
  const [, local] = /^local\.([^.]+)$/.exec(name) ?? [];
  if (local === undefined) return undefined;
  const found = [file, ...file.siblings()].flatMap((each) =>
    each.body.blocks
      .filter(({ type }) => type === 'locals')
      .flatMap(({ body }) => {
        const expression = body.attributes.get(local);
        return expression === undefined ? [] : [{ expression, file: each }];
      }),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** A path of the tree that a literal text means, from the module's directory; null where it leads out of the tree. */
export function treePath(text: string, { path }: TerraformFile): string | null {
  const relative = text.startsWith(moduleDirectory) ? `.${text.slice(1)}` : text;
  return relative.includes(moduleDirectory) || /^[/~]/.test(relative) ? null : resolvePath(directoryOf(path), relative);
}

/** Whether a text means something outside the file, so that it is no name of anything. */
export function holdsDirectory(text: string): boolean {
  return text.includes(moduleDirectory);
}
