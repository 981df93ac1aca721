import { type LineIndex, lineIndex } from '../../source/line-index.ts';
import type { Located, Location } from '../../source/location.ts';
import { directoryOf, resolvePath } from '../../source/paths.ts';
import type { Within } from '../../source/placed.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Body, Expression } from './hcl-syntax.ts';
import { parseHcl } from './parse-hcl.ts';

/** A Terraform file that is read, and the module that its directory is. */
export interface TerraformFile {
  readonly index: TreeIndex;
  readonly path: string;
  readonly lines: LineIndex;
  readonly body: Body;
  /** Local values of the module; null for one that several places set. Other files are parsed when one is asked for. */
  readonly locals: () => ReadonlyMap<string, LocalValue | null>;
  /** How much of the file may still be evaluated: local values that use each other may be any number of values. */
  readonly budget: { left: number };
}

/** An expression and the file that it stands in. */
export interface LocalValue {
  readonly expression: Expression;
  readonly file: TerraformFile;
}

/** A literal value and where it is written. */
export type LiteralValue = Located<string | number | boolean | null> & { readonly at: Location };

/** Modules of people have a handful of files. */
const mostSiblings = 100;
const deepest = 8;
const mostSteps = 100_000;
const longestText = 4096;

/** What stands for the module's own directory within a text that is otherwise literal. */
const moduleDirectory = '\uE001';

export function terraformFile(path: string, text: string, body: Body, index: TreeIndex): TerraformFile {
  let locals: ReadonlyMap<string, LocalValue | null> | null = null;
  const file: TerraformFile = {
    index,
    path,
    lines: lineIndex(path, text),
    body,
    locals: () => (locals ??= localsOf([file, ...siblingsOf(file)])),
    budget: { left: mostSteps },
  };
  return file;
}

function localsOf(files: readonly TerraformFile[]): ReadonlyMap<string, LocalValue | null> {
  const locals = new Map<string, LocalValue | null>();
  for (const file of files)
    for (const { type, body } of file.body.blocks)
      if (type === 'locals')
        for (const [name, expression] of body.attributes)
          locals.set(name, locals.has(name) ? null : { expression, file });
  return locals;
}

/** The rest of the module; what is read there has the same local values and the same budget. */
function siblingsOf(file: TerraformFile): readonly TerraformFile[] {
  const { path, index } = file;
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
    return 'reason' in body ? [] : [{ ...file, path: other, lines: lineIndex(other, text), body }];
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
  if (expression === undefined || depth > deepest || file.budget.left-- <= 0) return undefined;
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
    if (text.length > longestText) return undefined;
  }
  return { value: text, at };
}

/** The text of a literal; undefined for anything else. A number or boolean is text wherever Terraform wants one. */
export function literalText(expression: Expression | undefined, file: TerraformFile): Located<string> | undefined {
  const found = literalOf(expression, file);
  return found === undefined || found.value === null ? undefined : { value: String(found.value), at: found.at };
}

/** What the module sets a local value to, where exactly one place does. */
export function localOf(name: string, file: TerraformFile): LocalValue | undefined {
  const [, local] = /^local\.([^.]+)$/.exec(name) ?? [];
  return local === undefined ? undefined : (file.locals().get(local) ?? undefined);
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
