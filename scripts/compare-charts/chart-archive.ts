import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { kongInside } from '../../src/kong/charts/known-versions.ts';

interface ChartFile {
  readonly dependencies?: readonly { readonly name: string; readonly alias?: string; readonly condition?: string }[];
}

/** Whether a clone of their repository has the tag of a release: some were published without one. */
export function hasRelease(clone: string, name: string, version: string): boolean {
  const tag = `refs/tags/${name}-${version}`;
  return spawnSync('git', ['-C', clone, 'rev-parse', '--verify', '--quiet', tag]).status === 0;
}

/**
 * Takes a release of one of Kong's charts out of a clone of their repository. What it depends on would have to be fetched:
 * the database is left out, and the kong/kong of kong/ingress is taken from the clone.
 * @returns the directory of the chart
 */
export function unpackedChart(clone: string, name: string, version: string, folder: string): string {
  const target = join(folder, `${name}-${version}`);
  const chart = join(target, 'charts', name);
  mkdirSync(target);
  const archive = spawnSync(
    'git',
    [
      '-C',
      clone,
      'archive',
      `${name}-${version}`,
      `charts/${name}`,
      ...['charts', 'ci'].map((each) => `:(exclude)charts/${name}/${each}`),
    ],
    {
      maxBuffer: 1e9,
    },
  );
  if (archive.status !== 0) throw new Error(String(archive.stderr));
  spawnSync('tar', ['-x', '-C', target], { input: archive.stdout });
  const file = join(chart, 'Chart.yaml');
  const { dependencies = [], ...rest } = parse(readFileSync(file, 'utf8')) as ChartFile;
  if (name === 'ingress') {
    const inside = kongInside(version);
    cpSync(unpackedChart(clone, 'kong', inside, target), join(chart, 'charts', 'kong'), { recursive: true });
    const known = dependencies.map((each) => ({ ...each, version: inside, repository: '' }));
    writeFileSync(file, stringify({ ...rest, dependencies: known }));
  } else {
    writeFileSync(file, stringify(rest));
  }
  for (const lock of ['Chart.lock', 'requirements.yaml', 'requirements.lock'])
    rmSync(join(chart, lock), { force: true });
  return chart;
}
