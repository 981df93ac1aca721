import { resolve } from 'node:path';
import { directoryTree } from '../disk/directory-tree.ts';
import { counted } from '../report/counts.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import { loadSources } from '../source/load.ts';
import { nearestName } from '../source/nearest-name.ts';
import { packTrees } from '../source/packed-trees.ts';
import { createTextCache } from '../source/text-cache.ts';
import type { Io } from './io.ts';
import type { UpgradeOptions } from './options.ts';
import { exitCodeOf, wantsColour, write } from './output.ts';
import { startProgress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { UsageError } from './usage-error.ts';
import { withSession } from './with-session.ts';

/** `portcullis upgrade`: what other versions would bring about in a directory as it stands. */
export async function upgradeCommand(dir: string, options: UpgradeOptions, io: Io): Promise<number> {
  const { chartVersion: chart = null, kic = null, kong = null, operator = null } = options;
  const { version, channel } = bundleOf(options.gatewayApi);
  const versions = { chart, kic, kong, operator, 'gateway-api': version };
  if (Object.values(versions).every((each) => each === null))
    throw new UsageError(
      '"upgrade" asks about versions; give one of --chart-version, --kic, --kong, --operator and --gateway-api',
    );
  const progress = startProgress(io);
  try {
    return await withSession(io, async (session) => {
      progress.stage(`reading ${dir}`);
      const tree = await loadSources(directoryTree(resolve(io.cwd, dir)), createTextCache(), isRelevantPath);
      const config = await readConfiguration(options, tree, io, session);
      progress.stage(`evaluating ${counted(tree.paths.length, 'file')} with both versions`);
      const answer = await session.ask('preview', {
        trees: packTrees([tree]),
        config,
        failOn: options.failOn ?? null,
        question: { versions, channel, cluster: options.cluster ?? null },
        format: options.format,
        colour: wantsColour(options, io),
      });
      progress.done();
      if (answer.problem !== null) throw new UsageError(`${escapeTerminal(answer.problem)}.`);
      write(answer.text, options, io);
      return exitCodeOf(answer.verdict);
    });
  } finally {
    progress.done();
  }
}

const channels = ['standard', 'experimental'] as const;

/** `1.3.0` or `1.3.0/experimental`. */
function bundleOf(text: string | undefined): {
  readonly version: string | null;
  readonly channel: (typeof channels)[number] | null;
} {
  if (text === undefined) return { version: null, channel: null };
  const [version = '', named] = text.split('/', 2);
  if (named === undefined) return { version, channel: null };
  const channel = channels.find((each) => each === named);
  if (channel !== undefined) return { version, channel };
  const near = nearestName(named, channels);
  throw new UsageError(
    `the channels of Gateway API are standard and experimental, and "${named}" is none${near === null ? '' : `; did you mean ${near}?`}`,
  );
}
