import type { Command } from 'commander';
import { nearestName } from '../source/nearest-name.ts';
import { UsageError } from './usage-error.ts';

/** `portcullis help [command]`: the help of the program or of one command; a misspelt one gets the nearest. */
export function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .description('display help for command')
    .argument('[command]')
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((each) => each.name() === name);
      if (command === undefined) throw new UsageError(unknown(name ?? '', program));
      command.outputHelp();
    });
}

function unknown(name: string, { commands }: Command): string {
  const near = nearestName(
    name,
    commands.map((each) => each.name()),
  );
  return `there is no command "${name}"${near === null ? '' : ` (${near}?)`}; "portcullis help" lists them.`;
}
