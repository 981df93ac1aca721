/**
 * The runner of Vitest inside a worker. One worker serves many passes: Vitest runs the test files of `ctx.files`, and
 * each pass that ends appends the file of the next one. Modules are evaluated anew in every pass.
 */
import { connect, type Socket } from 'node:net';
import { TestRunner, type RunnerTask, type RunnerTestCase, type RunnerTestFile, type SerializedConfig } from 'vitest';
import {
  eachMessage,
  socketVariable,
  type FromWorker,
  type Job,
  type PassResult,
  type TestRecord,
  type ToWorker,
} from './protocol.ts';
import { currentSwitchboard, hooksId, installSwitchboard, loadingId, type Switchboard } from './switchboard.ts';

const stateName = '__vitest_worker__';
/** What Vitest keeps of a run in its worker. */
const globals = globalThis as unknown as Record<typeof stateName, { ctx: { files: { filepath: string }[] } }>;

const firstLine = (text: string | undefined): string => (text ?? '').split('\n', 1)[0] ?? '';

/** The first failure of a task or below it. */
function failureIn(task: RunnerTask): string | null {
  const children = task.type === 'suite' ? task.tasks : [];
  for (const child of children) {
    const failure = failureIn(child);
    if (failure !== null) return failure;
  }
  if (task.result?.state !== 'fail') return null;
  return `${task.name}: ${firstLine(task.result.errors?.[0]?.message)}`;
}

/** One job under way. */
class Pass {
  readonly job: Job;
  readonly switchboard: Switchboard;
  readonly #start = performance.now();
  readonly #tests: TestRecord[] = [];
  #failed: string | null = null;

  constructor(job: Job) {
    this.job = job;
    this.switchboard = installSwitchboard(job.mutant, job.hitLimit);
  }

  isWanted({ id }: RunnerTestCase): boolean {
    if (this.#failed !== null && this.job.mutant !== null) return false;
    return this.job.tests?.includes(id) ?? true;
  }

  ended({ id, result }: RunnerTestCase): void {
    const hits = this.switchboard.mutantCoverage.perTest[id] ?? {};
    this.#tests.push({ id, milliseconds: result?.duration ?? 0, hits });
    if (result?.state === 'fail') this.#failed ??= id;
  }

  /** @param stray an error outside of every test */
  result(files: readonly RunnerTestFile[], stray: string | null): PassResult {
    const { mutantCoverage, hitCount, hitLimit } = this.switchboard;
    const failure = files.map(failureIn).find((found) => found !== null) ?? null;
    const endless = hitCount > hitLimit;
    return {
      failure: failure ?? (endless ? 'endless loop' : stray),
      failed: this.#failed,
      timedOut: endless || /\b(Test|Hook) timed out in \d+ms/.test(failure ?? ''),
      stray: failure === null && !endless && stray !== null,
      tests: this.#tests,
      loading: mutantCoverage.perTest[loadingId] ?? {},
      hooks: mutantCoverage.perTest[hooksId] ?? {},
      milliseconds: performance.now() - this.#start,
    };
  }
}

export default class MutationRunner extends TestRunner {
  readonly #socket: Socket;
  #pass: Pass | undefined;
  #stray: string | null = null;
  #give: ((job: ToWorker) => void) | undefined;

  constructor(config: SerializedConfig) {
    super(config);
    this.#socket = connect(process.env[socketVariable] ?? '').setEncoding('utf8');
    this.#socket.on(
      'data',
      eachMessage((message) => this.#give?.(message as ToWorker)),
    );
    this.#socket.unref();
    const stray = (reason: unknown): void => {
      this.#stray ??= firstLine(String(reason));
    };
    process.on('uncaughtException', stray);
    process.on('unhandledRejection', stray);
  }

  /** Vitest has set these after construction; its main process is told nothing of the passes. */
  onBeforeCollect(): void {
    Object.assign(this, {
      onTaskUpdate: () => Promise.resolve(),
      onCollected: () => Promise.resolve(),
      onCollectStart: (file: RunnerTestFile) => super.onCollectStart(file),
      onAfterRunFiles: (files: RunnerTestFile[]) => this.#ended(files),
    });
  }

  /** The file that Vitest started the worker for is not run: it only carries the worker. */
  override importFile(filepath: string, source: 'collect' | 'setup'): unknown {
    return this.#pass && super.importFile(filepath, source);
  }

  override async onBeforeRunSuite(suite: RunnerTask & { type: 'suite' }): Promise<void> {
    await super.onBeforeRunSuite(suite);
    if (this.#pass) this.#pass.switchboard.currentTestId = hooksId;
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    if (this.#pass?.isWanted(test) === false) test.mode = 'skip';
    await super.onBeforeRunTask(test);
    if (this.#pass) this.#pass.switchboard.currentTestId = test.id;
  }

  override onAfterRunTask(test: RunnerTestCase): void {
    super.onAfterRunTask(test);
    this.#pass?.ended(test);
    if (this.#pass) this.#pass.switchboard.currentTestId = hooksId;
  }

  async #ended(files: RunnerTestFile[]): Promise<void> {
    super.onAfterRunFiles(files);
    // Rejections that nobody handles are told after the microtasks.
    await new Promise((resolve) => setImmediate(resolve));
    const job = await this.#ask(this.#pass ? { result: this.#pass.result(files, this.#stray) } : { pid: process.pid });
    if (job) this.#begin(job);
    else this.#socket.destroy();
  }

  #begin(job: Job): void {
    // Code that an earlier pass left running throws at its next mutated expression.
    const earlier = currentSwitchboard();
    if (earlier) earlier.hitLimit = -1;
    this.#stray = null;
    this.#pass = new Pass(job);
    this.config.testTimeout = this.config.hookTimeout = job.testTimeout;
    globals[stateName].ctx.files.push({ filepath: job.file });
  }

  async #ask(message: FromWorker): Promise<ToWorker> {
    const { promise, resolve } = Promise.withResolvers<ToWorker>();
    this.#give = resolve;
    this.#socket.ref();
    this.#socket.write(`${JSON.stringify(message)}\n`);
    return await promise;
  }
}
