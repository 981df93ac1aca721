/** Workers of Vitest that run passes over test files, with the mutated sources in place of those on disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import picomatch from 'picomatch';
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node';
import { Lane } from './lane.ts';
import { Passes, type Outcome } from './passes.ts';
import { limitOf } from './plan.ts';
import { eachMessage, socketVariable, type FromWorker, type Job, type ToWorker } from './protocol.ts';

export class Workers {
  readonly #vitest: Vitest;
  readonly #carriers: readonly TestSpecification[];
  readonly #server: Server;
  readonly #passes = new Passes();
  readonly #fragile = new Set<string>();
  /** Workers that Vitest will still start in its present run. */
  #left = 0;
  #closed = false;
  readonly #running: Promise<void>;
  /** Rejects where Vitest starts no workers. */
  readonly failure: Promise<never>;

  constructor(vitest: Vitest, carriers: readonly TestSpecification[]) {
    const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
    const path = join(folder, 'socket');
    process.env[socketVariable] = path;
    this.#vitest = vitest;
    this.#carriers = carriers;
    this.#server = createServer((socket) => this.#serve(socket)).listen(path);
    this.#running = this.#keepRunning().finally(() => {
      this.#server.close();
      rmSync(folder, { recursive: true, force: true });
    });
    this.failure = new Promise((_, reject) => void this.#running.catch(reject));
  }

  /** @param order passes of a lower one are run first */
  run(job: Job, order: number): Promise<Outcome> {
    return new Promise((settle) => this.#passes.add({ job, settle, order, fresh: false }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#passes.close();
    await this.#vitest.cancelCurrentRun('keyboard-input');
    await this.#running;
    await this.#vitest.close();
  }

  /** Vitest starts one worker for each test file of a run, as many at a time as it may. */
  async #keepRunning(): Promise<void> {
    while (!this.#closed) {
      this.#left = this.#carriers.length;
      await this.#vitest.runTestSpecifications([...this.#carriers]).catch((error: unknown) => {
        if (!this.#closed) throw error;
      });
      if (!this.#closed && this.#left === this.#carriers.length)
        throw new Error(`no worker starts: ${String(this.#vitest.state.getUnhandledErrors()[0])}`);
    }
  }

  #serve(socket: Socket): void {
    let pid = 0;
    let settle: (outcome: Outcome) => void = () => {};
    const say = (message: ToWorker): void => void socket.write(`${JSON.stringify(message)}\n`);
    const run = async (job: Job): Promise<Outcome> => {
      if (socket.destroyed) return 'died';
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      settle = resolve;
      say(job);
      const timer = setTimeout(() => {
        resolve('silent');
        process.kill(pid, 'SIGKILL');
      }, limitOf(job));
      return await promise.finally(() => clearTimeout(timer));
    };
    const take = async (message: FromWorker): Promise<void> => {
      if ('result' in message) return settle(message.result);
      pid = message.pid;
      this.#left -= 1;
      await new Lane(this.#passes, run, this.#fragile).serve(() => this.#left > 0);
      say(null);
    };
    socket.setEncoding('utf8');
    socket.on(
      'data',
      eachMessage((message) => void take(message as FromWorker)),
    );
    socket.on('error', () => {});
    socket.on('close', () => settle('died'));
  }
}

/** Long random runs of the whole: what only they notice by chance, no test holds. Without patterns they are left out. */
const randomRuns = ['test/storm/', 'test/github/histories.test.ts'];

/** Whether a path from the root matches a pattern, or holds a text that is none. */
function isAsked(path: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return !randomRuns.some((start) => path.startsWith(start));
  return patterns.some((pattern) =>
    /[*?[{]/.test(pattern) ? picomatch.isMatch(path, pattern) : path.includes(pattern),
  );
}

/**
 * @param sources by absolute path
 * @param patterns globs, or parts of paths of test files; where empty, all but long random runs
 * @returns the workers, and the test files that reach one of the sources, as absolute paths
 */
export async function startWorkers(
  root: string,
  sources: ReadonlyMap<string, string>,
  patterns: readonly string[],
): Promise<{ workers: Workers; testFiles: string[] }> {
  const vitest = await createVitest(
    {
      root,
      // The projects of the configuration share workers; here each file has its own.
      config: false,
      watch: false,
      related: [...sources.keys()],
      include: ['test/**/*.test.ts'],
      runner: join(import.meta.dirname, 'worker.ts'),
      pool: 'forks',
      isolate: true,
      maxWorkers: availableParallelism(),
      silent: true,
      reporters: [{}],
      passWithNoTests: true,
      teardownTimeout: 60_000,
      // Its keys know only the text on the disk.
      fsModuleCache: false,
    },
    { plugins: [{ name: 'mutation', enforce: 'pre', load: (id) => sources.get(id) }] },
  );
  const reaching = await vitest.getRelevantTestSpecifications();
  delete vitest.config.related;
  const testFiles = reaching.map(({ moduleId }) => moduleId).filter((file) => isAsked(relative(root, file), patterns));
  return { workers: new Workers(vitest, await vitest.globTestSpecifications()), testFiles };
}
