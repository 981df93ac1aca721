import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configPath, defaultConfig, type Config } from '../config/config.ts';
import { directoryTree } from '../disk/directory-tree.ts';
import { counted } from '../report/counts.ts';
import { initialConfig, hasFolders } from '../report/initial-config.ts';
import type { TreeMap } from '../report/map.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import type { Session } from '../session/reviewer.ts';
import { loadSources } from '../source/load.ts';
import { packTrees, type PackedTrees } from '../source/packed-trees.ts';
import { createTextCache } from '../source/text-cache.ts';
import { repositoryAround } from './checked-tree.ts';
import type { Io } from './io.ts';
import { reasonOf } from './system-refusals.ts';
import { startProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';
import { withSession } from './with-session.ts';

/** Other names under which people look for a configuration. */
const names = [configPath, '.github/portcullis.yaml'];

/** `portcullis init`: a first configuration out of what was understood of a directory. It replaces none. */
export async function initCommand(dir: string, io: Io): Promise<number> {
  const root = resolve(io.cwd, dir);
  if (existsSync(root)) repositoryAround(root);
  const there = names.find((name) => lstatOr(join(root, name)));
  if (there !== undefined) throw new UsageError(`${there} is there already; init replaces nothing.`);
  const progress = startProgress(io);
  try {
    const text = await withSession(io, async (session) => {
      progress.stage(`reading ${dir}`);
      const tree = await loadSources(directoryTree(root), createTextCache(), isRelevantPath);
      progress.stage(`checking ${counted(tree.paths.length, 'file')}`);
      return await proposed(packTrees([tree]), session, io);
    });
    progress.done();
    write(root, text);
    io.out(`Wrote ${configPath}. Nothing is found differently with it; "portcullis map" shows what it rests on.\n`);
    return 0;
  } finally {
    progress.done();
  }
}

/** The clusters as settings where those leave every finding and every condition as it is, else as comments. */
async function proposed(trees: PackedTrees, session: Session, io: Io): Promise<string> {
  const asked = { failOn: null, today: io.today, branch: null, configUsable: null };
  const printed = async (what: 'map' | 'review', config: Config): Promise<string> => {
    await session.ask('review', { ...asked, trees, config });
    const screen = { states: null, colour: false, columns: null, version };
    return await session.ask('print', { ...screen, what, format: 'json' });
  };
  const map = JSON.parse(await printed('map', defaultConfig)) as TreeMap;
  if (!hasFolders(map)) return initialConfig(map, false);
  const before = await printed('review', defaultConfig);
  const stated = initialConfig(map, true);
  const { config, problems } = await session.ask('readConfig', { path: configPath, text: stated });
  const isSame = problems.length === 0 && withoutEvidence(await printed('review', config)) === withoutEvidence(before);
  return isSame ? stated : initialConfig(map, false);
}

/** A cluster that is stated is one because it is stated; nothing else may differ. */
function withoutEvidence(report: string): string {
  return JSON.stringify(JSON.parse(report), (key, value: unknown) => (key === 'evidence' ? undefined : value));
}

function write(root: string, text: string): void {
  const folder = join(root, '.github');
  try {
    if (!lstatOr(folder)) mkdirSync(folder);
    if (lstatSync(folder).isSymbolicLink())
      throw new UsageError('.github is a symbolic link; nothing is written there.');
    writeFileSync(join(root, configPath), text, { flag: 'wx' });
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${configPath} cannot be written: ${reasonOf(cause)}`, { cause });
  }
}

function lstatOr(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
