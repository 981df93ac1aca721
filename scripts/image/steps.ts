import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { environmentOf, readCopy, type Stage, type Step } from './dockerfile.ts';
import { emptyRoot, runIn, type Root } from './root.ts';

export interface BuiltStage {
  readonly root: Root;
  readonly workdir: string;
  /** Steps that cannot be run where no base image is. */
  readonly left: readonly string[];
}

export interface BuildOptions {
  /** The directory that is built. */
  readonly context: string;
  readonly node: string;
  /** Stages that were built before, by name. */
  readonly stages: ReadonlyMap<string, BuiltStage>;
  /** Variables by which this machine reaches its package registry. */
  readonly env: Readonly<Record<string, string>>;
  readonly tell: (line: string) => void;
}

/** What asks Debian for packages needs a whole base image. */
const needsBaseImage = /^apt-get /;

/** Carries out the steps of one stage in an empty tree. @throws Error with the output of a step that fails */
export async function buildStage(stage: Stage, options: BuildOptions): Promise<BuiltStage> {
  const root = emptyRoot(options.node);
  const env = { ...options.env, ...environmentOf(stage.steps) };
  const left: string[] = [];
  let workdir = '/';
  for (const step of stage.steps) {
    const { instruction, rest } = step;
    if (instruction === 'WORKDIR') {
      workdir = rest;
      mkdirSync(join(root.path, workdir), { recursive: true });
    } else if (instruction === 'COPY') copy(step, root, workdir, options);
    else if (instruction === 'RUN' && needsBaseImage.test(rest)) left.push(rest);
    else if (instruction === 'RUN') {
      const began = Date.now();
      const { status, output } = await runIn(root, ['sh', '-c', rest], { cwd: workdir, env });
      if (status !== 0) throw new Error(`RUN ${rest}\n${output}`);
      options.tell(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  RUN ${rest}`);
    }
  }
  return { root, workdir, left };
}

/** As Docker copies: a directory's content, files into a directory that the target names with a slash. */
function copy({ rest }: Step, root: Root, workdir: string, { context, stages }: BuildOptions): void {
  const { from, sources, to } = readCopy(rest);
  const source = from === null ? context : stages.get(from)?.root.path;
  if (source === undefined) throw new Error(`COPY from a stage that is not there: ${rest}`);
  for (const path of sources) {
    const whole = join(source, path);
    if (!existsSync(whole)) throw new Error(`COPY of what is not there: ${path}`);
    const target = join(
      root.path,
      workdir,
      to,
      statSync(whole).isDirectory() || !to.endsWith('/') ? '' : basename(path),
    );
    cpSync(whole, target, { recursive: true, verbatimSymlinks: true });
  }
}
