import { type Command, type ParsedScript, type SyntaxNode, forEachChild } from 'unbash';

/** Commands that set the variables they name. */
const setting = /^(read|mapfile|readarray|getopts|unset|let|printf|select)$/;

/**
 * How often a script sets each variable, wherever that stands: what is set twice has one of several
 * values, and which of them is not asked.
 */
export function assignedNames(script: ParsedScript): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Assignment') add(node.name);
    else if (node.type === 'For' || node.type === 'Select') add(node.name.value);
    else if (node.type === 'ParameterExpansion' && isAssigning(node)) add(node.parameter);
    else if (node.type === 'ArithmeticWord') add(node.value);
    else if (node.type === 'FileDescriptorVariable') add(node.name);
    else if (node.type === 'Command') setByCommand(node).forEach(add);
    forEachChild(node, visit);
  };
  forEachChild(script, visit);
  return counts;
}

function isAssigning({ operation }: Extract<SyntaxNode, { type: 'ParameterExpansion' }>): boolean {
  return operation?.type === 'Default' && /^:?=$/.test(operation.operator);
}

function setByCommand({ name, args }: Command): readonly string[] {
  if (name === undefined || !setting.test(name.value)) return [];
  return args.flatMap((arg) => (arg.type === 'Word' ? arg.value.split('=', 1) : []));
}
