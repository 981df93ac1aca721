import type { Command } from 'commander';
import type { Io } from './io.ts';
import type { UpgradeOptions } from './options.ts';

/** The command `upgrade` with its options. */
export function addUpgrade(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('upgrade')
    .summary('what other versions would change in a directory')
    .description(
      'Evaluates a directory as it stands and with other versions, and says what differs: Services and listens, settings of the controller, listeners and routes, what Kong and the API server begin to refuse. What could not be judged is counted. Ends with 1 where the other versions bring a finding at or above the threshold.',
    )
    .argument('[dir]', 'the directory', '.')
    .option('--chart-version <version>', 'version of kong/kong, kong/ingress or kong/kong-operator, whichever has it')
    .option('--kic <version>', 'version of Kong Ingress Controller: 3.5 or 3.5.13')
    .option('--kong <version>', 'version of Kong: 3.9 or 3.9.1')
    .option('--operator <version>', 'version of Kong Operator: 2.2 or 2.2.3')
    .option(
      '--gateway-api <version[/channel]>',
      'release of the definitions of Gateway API: 1.3.0 or 1.3.0/experimental',
    )
    .option('--cluster <name>', 'ask about one cluster (default: all; "portcullis map" names them)')
    .action(async (dir: string, _: unknown, command: Command) => {
      const { upgradeCommand } = await import('./upgrade-command.ts');
      finish(await upgradeCommand(dir, command.optsWithGlobals<UpgradeOptions>(), io));
    });
}
