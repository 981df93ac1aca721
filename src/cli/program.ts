import { Command, Help, Option } from 'commander';
import type { Io } from './io.ts';
import { configPath } from '../config/config.ts';
import { severities, thresholds } from '../review/verdict.ts';
import { formats, type Format } from '../report/format.ts';
import { refuseEmpty } from './empty-words.ts';
import { keepGivenFiles } from './kept-files.ts';
import { oneOf } from './one-of.ts';
import { addHelp } from './help-command.ts';
import { settleOutputs } from './outputs.ts';
import type { FindingOptions, Options, ReviewOptions, ValuesOptions } from './options.ts';
import { addUpgrade } from './upgrade-options.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** Printed below the help. */
export const exitCodes = `
Exit codes:
  0  nothing at or above the threshold (--fail-on); in "review" only introduced findings count
  1  findings at or above the threshold, or a file that was not read and fails the check;
     with --fail-on never neither ends with 1
  2  Portcullis failed or was called wrongly`;

/** Options of the program that a command has no use for, by the command: it refuses them and its help leaves them out. */
const unusedOptions: Readonly<Record<string, readonly string[]>> = {
  map: ['--fail-on'],
  values: ['--fail-on', '--config', '--inventory'],
  init: ['--format', '--fail-on', '--config', '--inventory', '--output', '--color'],
  config: ['--fail-on', '--config', '--inventory', '--color'],
  explain: ['--fail-on', '--config', '--inventory', '--color'],
  rules: ['--fail-on', '--config', '--inventory'],
  help: ['--format', '--fail-on', '--config', '--inventory', '--output', '--color'],
};

const unusedBy = (command: Command): readonly string[] => unusedOptions[command.name()] ?? [];

/** A command that reviews nothing prints nothing for a machine that wants findings. */
const formatsWithoutFindings: readonly Format[] = ['text', 'json', 'markdown'];

const formatsOf = (command: Command): readonly Format[] =>
  command.name() in unusedOptions || command.name() === 'upgrade' ? formatsWithoutFindings : formats;

const formatOption = (choices: readonly Format[]): Option =>
  oneOf(new Option('--format <format>', 'how to print').default('text'), choices);

const outputOption = (does: string): Option => new Option('--output <file>', does);

/** An option of the program as the help of a command tells it. */
function asUsedBy(command: Command, option: Option): Option {
  if (option.long === '--format') return formatOption(formatsOf(command));
  const isOne = option.long === '--output' && command.name() in unusedOptions;
  return isOne ? outputOption('write to a file instead of stdout') : option;
}

/** Refuses options and formats that a command cannot honour. */
function refuseUnused(program: Command, command: Command): void {
  for (const option of program.options) {
    const isGiven = program.getOptionValueSource(option.attributeName()) === 'cli';
    if (isGiven && unusedBy(command).includes(option.long ?? ''))
      throw new UsageError(`"${command.name()}" has no use for ${option.long}; leave it out.`);
  }
  const { format } = program.opts<Options>();
  if (!formatsOf(command).includes(format))
    throw new UsageError(`"${command.name()}" does not print ${format}; it prints ${formatsOf(command).join(', ')}`);
}

/** The commands and their options. Each command is loaded when it runs, so that help is instant. */
export function createProgram(io: Io, finish: (exitCode: number) => void): Command {
  const program = new Command('portcullis')
    .description('Reviews GitOps repositories that run Kong with the Kubernetes Gateway API.')
    .version(version)
    .addOption(formatOption(formats))
    .addOption(
      oneOf(
        new Option('--fail-on <severity>', 'threshold for exit code 1 (default: the configuration, else error)'),
        thresholds,
      ),
    )
    .option('--config <file>', 'configuration file (default: .github/portcullis.yml of the repository)')
    .option('--inventory <file>', 'Gateways of other repositories: JSON of "portcullis map" there')
    .addOption(
      outputOption(
        'write to a file instead of stdout; FORMAT=FILE writes a further report, and may be repeated',
      ).argParser((file: string, files: readonly string[] | undefined) => [...(files ?? []), file]),
    )
    .addOption(oneOf(new Option('--color <when>', 'colours').default('auto'), ['auto', 'always', 'never']))
    .configureHelp({
      showGlobalOptions: true,
      visibleGlobalOptions(command) {
        const all = Help.prototype.visibleGlobalOptions.call(this, command);
        return all
          .filter(({ long }) => !unusedBy(command).includes(long ?? ''))
          .map((option) => asUsedBy(command, option));
      },
    })
    .hook('preAction', (_, command) => {
      refuseUnused(program, command);
      refuseEmpty(program, command);
      settleOutputs(program, command.name() in unusedOptions ? command.name() : null);
      keepGivenFiles(program, command, io);
    })
    .addHelpText('after', exitCodes)
    .showHelpAfterError('(portcullis --help shows how it is called)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, print) => print(text.replace(/^error: /, 'portcullis: ')),
    });
  addReviews(program, io, finish);
  addUpgrade(program, io, finish);
  addReading(program, io, finish);
  addHelp(program);
  return program;
}

/** The options of the commands that print findings. */
function findingOptions(command: Command): Command {
  return command
    .option(
      '--rule <id>',
      'only findings of this rule; may be repeated',
      (id: string, ids: readonly string[] | undefined) => [...(ids ?? []), id],
    )
    .addOption(oneOf(new Option('--severity <least>', 'only findings of this severity and worse'), severities))
    .option('--fix', 'write suggestions into the files, after proving all of them together')
    .addOption(new Option('--dry-run', 'with --fix: print what it would write as a diff'))
    .addOption(new Option('--quiet', 'one line for each finding, and nothing where there is none').conflicts('all'))
    .option('--all', 'print everything, however long');
}

function addReviews(program: Command, io: Io, finish: (exitCode: number) => void): void {
  findingOptions(program.command('review'))
    .summary('review a change in a local git repository')
    .description('Reviews a change in a local git repository, as the app would.')
    .argument('[dir]', 'the repository', '.')
    .option('--base <ref>', 'the branch it goes to; compared is the merge base with it (default: the default branch)')
    .option('--head <ref>', 'the change (default: the working tree)')
    .option('--exact', 'compare with the base itself instead of the merge base')
    .addOption(
      new Option('--merge', 'compare the base with the merge of the change into it, as the app does').conflicts(
        'exact',
      ),
    )
    .addOption(
      new Option('--pr <pull request>', 'a pull request on GitHub, OWNER/REPO#N; GITHUB_TOKEN must be set').conflicts([
        'base',
        'head',
        'exact',
        'merge',
      ]),
    )
    .hook('preAction', (_, command) => {
      const { fix, head, merge, pr } = command.opts<ReviewOptions>();
      const other = head !== undefined ? '--head' : merge === true ? '--merge' : pr !== undefined ? '--pr' : null;
      if (fix === true && other !== null)
        throw new UsageError(`--fix writes into the working tree, which ${other} does not review; leave it out.`);
    })
    .action(async (dir: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<ReviewOptions>();
      if (options.pr === undefined) {
        const { reviewCommand } = await import('./review-command.ts');
        finish(await reviewCommand(dir, options, io));
      } else {
        const { pullRequestCommand } = await import('./pull-request-command.ts');
        finish(await pullRequestCommand(options.pr, options, io));
      }
    });
  findingOptions(program.command('check'))
    .summary('everything that is wrong in a directory or a file as it stands')
    .description('Finds everything that is wrong in a directory or a file as it stands, without a base.')
    .argument('[path]', 'the directory or the file', '.')
    .addOption(
      new Option(
        '--baseline <file>',
        'findings in this file do not count; written where it is missing, and shortened when some are gone',
      ).conflicts(['rule', 'severity']),
    )
    .action(async (dir: string, _: unknown, command: Command) => {
      const { checkCommand } = await import('./check-command.ts');
      finish(await checkCommand(dir, command.optsWithGlobals<FindingOptions>(), io));
    });
}

function addReading(program: Command, io: Io, finish: (exitCode: number) => void): void {
  program
    .command('values')
    .summary('what a Kong chart makes of values files, without Helm')
    .description('Shows what a Kong chart makes of values files, without Helm: Services, listens, controller settings.')
    .argument('<file...>', 'values files, or a file that installs Kong; later ones win')
    .option('--chart <chart>', 'kong/kong, kong/ingress, or the directory of an umbrella chart; it must be given')
    .option('--chart-version <version>', 'version of the chart (default: the newest that is known)')
    .option('--release <name>', 'name of the release', 'kong')
    .option('--namespace <namespace>', 'namespace of the release', 'kong')
    .action(async (files: string[], _: unknown, command: Command) => {
      const { valuesCommand } = await import('./values-command.ts');
      finish(await valuesCommand(files, command.optsWithGlobals<ValuesOptions>(), io));
    });
  program
    .command('map')
    .summary('what a directory deploys, as Portcullis understands it')
    .description(
      'Prints what was understood of a directory: clusters, releases with their values, controllers, Gateways.',
    )
    .argument('[dir]', 'the directory', '.')
    .action(async (dir: string, _: unknown, command: Command) => {
      const { mapCommand } = await import('./map-command.ts');
      finish(await mapCommand(dir, command.optsWithGlobals<Options>(), io));
    });
  program
    .command('init')
    .summary('write a first configuration')
    .description('Writes .github/portcullis.yml with what was understood of a directory; replaces none that is there.')
    .argument('[dir]', 'the repository', '.')
    .action(async (dir: string) => {
      const { initCommand } = await import('./init-command.ts');
      finish(await initCommand(dir, io));
    });
  program
    .command('config')
    .summary('whether a configuration is valid')
    .description(
      'Says what is wrong with a configuration file, and what of it has no effect; ends with 1 where something is wrong.',
    )
    .argument('[file]', 'the configuration', configPath)
    .action(async (file: string, _: unknown, command: Command) => {
      const { configCommand } = await import('./config-command.ts');
      finish(await configCommand(file, command.optsWithGlobals<Options>(), io));
    });
  program
    .command('explain')
    .summary("a rule's page, or what a condition means")
    .description(
      'Prints the page of a rule: what breaks, a wrong and a right example, when to turn it off. Of a condition or its reason (Accepted, PortUnavailable) what it means and what to do.',
    )
    .argument('<name>', 'the id of a rule, a condition or a reason')
    .action(async (rule: string, _: unknown, command: Command) => {
      const { explainCommand } = await import('./explain-command.ts');
      finish(explainCommand(rule, command.optsWithGlobals<Options>(), io));
    });
  program
    .command('rules')
    .summary('the table of rules')
    .description('Prints the table of rules.')
    .action(async (_: unknown, command: Command) => {
      const { rulesCommand } = await import('./rules-command.ts');
      finish(rulesCommand(command.optsWithGlobals<Options>(), io));
    });
}
