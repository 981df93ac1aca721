import { execFileSync, spawnSync } from 'node:child_process';

/** One run of a process. */
export interface Run {
  readonly milliseconds: number;
  /** Peak resident memory in MiB. */
  readonly mebibytes: number;
  readonly status: number | null;
}

/** Makes the measured process report its own peak on a file descriptor of its own, so that no tool of the system is needed. */
const reportPeak = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));",
)}`;

function runOnce(args: readonly string[], cwd: string, before: readonly string[]): Run {
  const [command = '', ...more] = [...before, process.execPath, '--import', reportPeak, ...args];
  const began = performance.now();
  const { status, output } = spawnSync(command, more, {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  return { milliseconds: performance.now() - began, mebibytes: Number(output[3] ?? 0) / 1024, status };
}

/** Keeps what is started on one core; empty where the system has no command for that, as macOS. */
export const onOneCore: readonly string[] =
  spawnSync('taskset', ['-c', '0', 'true']).status === 0 ? ['taskset', '-c', '0'] : [];

/** Runs node with arguments several times, behind the words of another command, and gives the run with the median time. */
export function measure(args: readonly string[], cwd: string, times = 5, before: readonly string[] = []): Run {
  const runs = Array.from({ length: times }, () => runOnce(args, cwd, before)).toSorted(
    (a, b) => a.milliseconds - b.milliseconds,
  );
  const median = runs[Math.floor(times / 2)];
  if (!median) throw new Error('measure at least once');
  return median;
}

/** git in a folder, untouched by the settings of whoever runs it. */
export function git(cwd: string, ...args: readonly string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const settings = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
  execFileSync('git', [...settings, ...args], { cwd, env, stdio: 'pipe' });
}
