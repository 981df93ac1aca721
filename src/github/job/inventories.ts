import type { Config } from '../../config/config.ts';
import {
  mostInventoryText,
  type Inventories,
  type InventorySource,
  type LoadedInventory,
} from '../../config/inventory.ts';
import { RecentlyUsed } from '../../source/recently-used.ts';
import type { Clock } from '../client/clock.ts';
import { statusOf } from '../client/failure.ts';
import type { Client } from '../client/pace.ts';
import { nameOf, type Repository } from '../model/repository.ts';
import { readBlobs } from '../tree/blobs.ts';

/** What was read of inventories, for some minutes: by repository, path and revision. */
export type InventoryCache = RecentlyUsed<{ readonly until: number; readonly found: LoadedInventory }>;

const mostKept = 64 * 1024 * 1024;
const keptMinutes = 5;

export function createInventoryCache(): InventoryCache {
  return new RecentlyUsed(mostKept, ({ found }) => 1 + (found.kind === 'found' ? found.text.length : 0));
}

/** What inventories are read with. */
export interface InventoryReader {
  readonly client: Client;
  readonly clock: Clock;
  readonly cache: InventoryCache;
}

/** The file of a repository at a revision; the default branch where that is null. */
interface RepositoryFile {
  readonly repository: Repository;
  readonly path: string;
  readonly ref: string | null;
}

/**
 * The configuration with the inventories that it names, read with the same installation's token. Other repositories are
 * those of the same owner.
 * @param statedIn the repository and the revision of the configuration itself
 */
export async function withInventories(
  reader: InventoryReader,
  config: Config,
  statedIn: Omit<RepositoryFile, 'path'>,
): Promise<Config> {
  const named = config.clusters.flatMap(({ name, inventory }) =>
    inventory === undefined ? [] : [[name, fileOf(inventory, statedIn)] as const],
  );
  const files = new Map(named.map(([, file]) => [keyOf(file), file]));
  const read = new Map<string, LoadedInventory>();
  for (const [key, file] of [...files].slice(0, mostFiles)) read.set(key, await remembered(reader, key, file));
  const inventories: Inventories = new Map(
    named.map(([name, file]) => [name, read.get(keyOf(file)) ?? unreadable(file, 'there are too many of them')]),
  );
  return { ...config, inventories };
}

/** So many requests at most for one review. */
const mostFiles = 10;

function fileOf(source: InventorySource, statedIn: Omit<RepositoryFile, 'path'>): RepositoryFile {
  if (source.kind === 'file') return { ...statedIn, path: source.path };
  const { owner } = statedIn.repository;
  return { repository: { owner, repo: source.repository }, path: source.path, ref: source.ref };
}

function whereOf({ repository, path }: RepositoryFile): string {
  return `${nameOf(repository)}/${path}`;
}

function keyOf(file: RepositoryFile): string {
  return JSON.stringify([whereOf(file), file.ref]);
}

function unreadable(file: RepositoryFile, reason: string): LoadedInventory {
  return { kind: 'unreadable', where: whereOf(file), reason };
}

async function remembered(reader: InventoryReader, key: string, file: RepositoryFile): Promise<LoadedInventory> {
  const known = reader.cache.get(key);
  if (known && known.until > reader.clock.now()) return known.found;
  const found = await fetchInventory(reader, file);
  reader.cache.set(key, { until: reader.clock.now() + keptMinutes * 60_000, found });
  return found;
}

async function fetchInventory({ client }: InventoryReader, file: RepositoryFile): Promise<LoadedInventory> {
  const { repository, path, ref } = file;
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...repository,
      path,
      ...(ref === null ? {} : { ref }),
    });
    if (Array.isArray(data) || data.type !== 'file') return unreadable(file, 'it is not a file');
    if (data.size > mostInventoryText) return unreadable(file, 'it is larger than 8 MiB');
    // Files larger than 1 MB come without their content.
    const text =
      'encoding' in data && data.encoding === 'base64'
        ? Buffer.from(data.content, 'base64').toString('utf8')
        : await blobText(client, repository, data.sha, data.size);
    if (text === null) return unreadable(file, 'GitHub does not have its content');
    return { kind: 'found', text, where: whereOf(file), commit: null };
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 403)
      return unreadable(file, 'it is not there, or the app is not installed on that repository');
    throw error;
  }
}

async function blobText(client: Client, repository: Repository, oid: string, size: number): Promise<string | null> {
  const bytes = (await readBlobs(client, repository, [{ oid, size }])).get(oid);
  return bytes === undefined ? null : Buffer.from(bytes).toString('utf8');
}
