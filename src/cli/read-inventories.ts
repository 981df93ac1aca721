import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { mostInventoryText, type Inventories, type LoadedInventory } from '../config/inventory.ts';
import { readGiven } from '../disk/read-given.ts';
import type { Sources } from '../source/sources.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { reasonOf } from './system-refusals.ts';
import { UsageError } from './usage-error.ts';

/**
 * The configuration with the inventories that it names, or the one of the command line in their place.
 * @throws UsageError when that one cannot be read
 */
export function withInventories(config: Config, { inventory }: Options, tree: Sources, io: Io): Config {
  if (inventory !== undefined) return { ...config, inventories: new Map([['', fromDisk(inventory, io)]]) };
  const inventories: Inventories = new Map(
    config.clusters.flatMap(({ name, inventory: source }) => {
      if (source === undefined) return [];
      return [[name, source.kind === 'file' ? fromTree(source.path, tree) : elsewhere(source)] as const];
    }),
  );
  return { ...config, inventories };
}

function fromDisk(file: string, io: Io): LoadedInventory {
  try {
    return { kind: 'found', text: readGiven(resolve(io.cwd, file), mostInventoryText), where: file, commit: null };
  } catch (cause) {
    throw new UsageError(`the inventory ${file} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

function fromTree(path: string, tree: Sources): LoadedInventory {
  const text = tree.text(path);
  if (text !== undefined) return { kind: 'found', text, where: path, commit: null };
  return { kind: 'unreadable', where: path, reason: tree.unread(path)?.reason ?? 'it is not there' };
}

function elsewhere({ repository, path }: { readonly repository: string; readonly path: string }): LoadedInventory {
  return {
    kind: 'unreadable',
    where: `${repository}/${path}`,
    reason: 'the command line reads no other repository; give the file with --inventory',
  };
}
