import type { Command } from 'commander';
import { UsageError } from './usage-error.ts';

/**
 * Refuses empty arguments and values of options, which a variable that is not set leaves: resolved as a path, an empty
 * one would be the current directory.
 * @throws UsageError for the first
 */
export function refuseEmpty(program: Command, command: Command): void {
  const hint = 'leave it out, or say what is meant.';
  for (const owner of [program, command]) {
    const empty = owner.options.find((option) => hasEmpty(owner.getOptionValue(option.attributeName())));
    if (empty !== undefined) throw new UsageError(`${empty.long} is empty; ${hint}`);
  }
  if (command.args.includes('')) throw new UsageError(`"${command.name()}" was given an empty word; ${hint}`);
}

function hasEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.includes(''));
}
