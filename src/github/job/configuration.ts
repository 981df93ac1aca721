import { configPath, defaultConfig, type Config } from '../../config/config.ts';
import type { ReadConfig } from '../../config/read-config.ts';
import type { ConfigProblem } from '../../config/schema-problems.ts';
import type { Tree } from '../../source/tree.ts';
import type { Clock } from '../client/clock.ts';
import { NotYetKnown, statusOf } from '../client/failure.ts';
import type { Client } from '../client/pace.ts';
import { RecentlyUsed } from '../../source/recently-used.ts';
import { nameOf, type Repository } from '../model/repository.ts';

/** The repository of a configuration, and the revision at which it was read; null for the default branch. */
export interface StatedIn {
  readonly repository: Repository;
  readonly ref: string | null;
}

/** What came of looking for the configuration; each case is told to people in its own words. */
export type Configuration =
  | { readonly kind: 'found'; readonly config: Config; readonly where: string; readonly statedIn: StatedIn }
  | { readonly kind: 'absent' }
  /** The organisation's `.github` repository exists and the app may not read it. */
  | { readonly kind: 'forbidden'; readonly where: string }
  | { readonly kind: 'unreadable'; readonly where: string; readonly reason: string }
  | { readonly kind: 'invalid'; readonly where: string; readonly problems: readonly ConfigProblem[] };

/** A configuration at a commit is remembered for ever, an organisation's for some minutes. */
export type ConfigurationCache = RecentlyUsed<{ readonly until: number; readonly found: Configuration }>;

export function createConfigurationCache(): ConfigurationCache {
  return new RecentlyUsed(1_000);
}

/** What configurations are read with. */
export interface ConfigurationReader {
  readonly client: Client;
  readonly clock: Clock;
  readonly cache: ConfigurationCache;
  /** Reads the text of one. */
  readonly read: (path: string, text: string) => Promise<ReadConfig>;
}

const organisationMinutes = 5;

/**
 * The configuration in force: of the base commit, so that a change cannot weaken its own judge; else of
 * the organisation. An error of GitHub's is thrown, not taken for "absent". `tree` is that of the commit.
 */
export async function readConfiguration(
  reader: ConfigurationReader,
  repository: Repository,
  base: string,
  tree: Tree,
): Promise<Configuration> {
  const own = await remembered(reader, `${nameOf(repository)}@${base}`, Infinity, async () => {
    if (!(await tree.list()).some(({ path }) => path === configPath)) return { kind: 'absent' };
    const found = await fetchConfiguration(reader, repository, base);
    if (found.kind === 'absent') throw new NotYetKnown('a file of a new commit');
    return found;
  });
  return own.kind === 'absent' ? await organisationConfiguration(reader, repository) : own;
}

/** The configuration for repositories of an owner that have none. */
export async function organisationConfiguration(
  reader: ConfigurationReader,
  repository: Repository,
): Promise<Configuration> {
  const organisation = { owner: repository.owner, repo: '.github' };
  const minutes = organisationMinutes * 60_000;
  return await remembered(
    reader,
    nameOf(organisation),
    minutes,
    async () => await fetchConfiguration(reader, organisation, null),
  );
}

/** The settings to judge by; defaults where there are none that can be obeyed. */
export function configOf(configuration: Configuration): Config {
  return configuration.kind === 'found' ? configuration.config : defaultConfig;
}

async function remembered(
  { cache, clock }: ConfigurationReader,
  key: string,
  lifetime: number,
  fetch: () => Promise<Configuration>,
): Promise<Configuration> {
  const known = cache.get(key);
  if (known && known.until > clock.now()) return known.found;
  const found = await fetch();
  cache.set(key, { until: clock.now() + lifetime, found });
  return found;
}

async function fetchConfiguration(
  { client, read }: ConfigurationReader,
  repository: Repository,
  ref: string | null,
): Promise<Configuration> {
  const where = `${nameOf(repository)}/${configPath}`;
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...repository,
      path: configPath,
      ...(ref === null ? {} : { ref }),
    });
    if (Array.isArray(data) || data.type !== 'file') return { kind: 'unreadable', where, reason: 'it is not a file' };
    // Larger files come without their content.
    if (!('encoding' in data) || data.encoding !== 'base64')
      return { kind: 'unreadable', where, reason: 'it is larger than 1 MB' };
    const text = Buffer.from(data.content, 'base64').toString('utf8');
    return await configurationFrom(where, { repository, ref }, text, read);
  } catch (error) {
    if (statusOf(error) === 404) return { kind: 'absent' };
    if (statusOf(error) === 403 && ref === null) return { kind: 'forbidden', where };
    throw error;
  }
}

async function configurationFrom(
  where: string,
  statedIn: StatedIn,
  text: string,
  read: ConfigurationReader['read'],
): Promise<Configuration> {
  const { config, problems } = await read(configPath, text);
  return problems.length > 0 ? { kind: 'invalid', where, problems } : { kind: 'found', config, where, statedIn };
}
