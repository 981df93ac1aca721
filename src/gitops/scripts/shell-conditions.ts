import type { CompoundList, PipelineNode } from 'unbash';

const tests = /^(\[|test|grep|egrep|command|which|type|hash|\[\[|false)$/;

/** Whether a command is one that scripts ask something with, so that what stands behind `&&` may not run. */
export function isTest(node: PipelineNode): boolean {
  if (node.type === 'TestCommand' || node.type === 'ArithmeticCommand') return true;
  if (node.type === 'Pipeline')
    return node.prefixes.some(({ type }) => type === 'Negation') || node.commands.some(isTest);
  return node.type === 'Command' && tests.test(node.name?.value ?? '');
}

/** What a condition is whenever it is asked; null where that is not told. */
export function constantOf({ commands }: CompoundList): boolean | null {
  const [only, ...others] = commands;
  if (only?.command.type !== 'Command' || others.length > 0) return null;
  const name = only.command.name?.text;
  return name === 'true' || name === ':' ? true : name === 'false' ? false : null;
}
