import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTree } from './generate-tree.ts';
import { git, measure, onOneCore } from './measure.ts';

const cli = join(import.meta.dirname, '../../dist/cli.mjs');

/** Reads every file and does nothing with it: what any tool must at least pay. */
const readBytes = `
  import { readdirSync, readFileSync } from 'node:fs';
  for (const entry of readdirSync('.', { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !entry.parentPath.startsWith('.git')) readFileSync(entry.parentPath + '/' + entry.name);
  }`;

const round = (value: number): number => Math.round(value);

/** Whole processes over generated repositories: `check`, `review` of ten changed files, and reading the bytes alone. */
export function benchTrees(trees: readonly ReadonlyMap<string, string>[]): Record<string, string | number>[] {
  return trees.map((files) => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
    try {
      return rowFor(folder, files);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function rowFor(folder: string, files: ReadonlyMap<string, string>): Record<string, string | number> {
  writeTree(folder, files);
  const megabytes = [...files.values()].reduce((sum, text) => sum + text.length, 0) / 1e6;
  const bytes = measure(['--input-type=module', '--eval', readBytes], folder);
  const check = measure([cli, 'check', '.'], folder);
  const alone = onOneCore.length > 0 ? measure([cli, 'check', '.'], folder, 5, onOneCore) : null;
  commitChange(folder, files);
  const review = measure([cli, 'review', '--base', 'main', '--head', 'change'], folder);
  return {
    files: files.size,
    MB: Number(megabytes.toFixed(1)),
    'read bytes ms': round(bytes.milliseconds),
    'check ms': round(check.milliseconds),
    'check MiB': round(check.mebibytes),
    'check / bytes': Number((check.milliseconds / bytes.milliseconds).toFixed(1)),
    'one core / all': alone === null ? '?' : Number((alone.milliseconds / check.milliseconds).toFixed(2)),
    'review ms': round(review.milliseconds),
    'review MiB': round(review.mebibytes),
    'review / check': Number((review.milliseconds / check.milliseconds).toFixed(2)),
    exits: `${check.status} ${review.status}`,
  };
}

/** A second commit in which ten files differ, one of them the Gateway. */
function commitChange(folder: string, files: ReadonlyMap<string, string>): void {
  git(folder, 'init', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'base');
  git(folder, 'switch', '-c', 'change');
  const paths = [...files.keys()];
  const step = Math.floor(paths.length / 9);
  const gateways = paths.filter((path) => path.endsWith('kong/gateway.yaml')).slice(0, 1);
  const changed = [...gateways, ...paths.filter((_, index) => index % step === 4).slice(0, 9)];
  for (const path of changed) writeFileSync(join(folder, path), `${files.get(path) ?? ''}# changed\n`);
  git(folder, 'commit', '-am', 'change');
}
