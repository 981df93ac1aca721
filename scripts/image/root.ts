import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An empty tree that stands for a base image: Node and npm in /usr/local, the machine's own programs read-only around them. */
export interface Root {
  readonly path: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Numbers of user and group; without them root, which may write the tree. */
  readonly user?: number;
}

const fromMachine = ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', 'usr/share', 'etc/ssl', 'usr/libexec'];
const links = { bin: 'usr/bin', sbin: 'usr/sbin', lib: 'usr/lib', lib64: 'usr/lib64' };

/** @param node the program that the tree has as its Node */
export function emptyRoot(node: string): Root {
  const path = mkdtempSync(join(tmpdir(), 'portcullis-image-'));
  chmodSync(path, 0o755);
  for (const directory of [...fromMachine, 'usr/local/bin', 'usr/local/lib', 'dev', 'proc', 'tmp', 'root'])
    mkdirSync(join(path, directory), { recursive: true });
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(path, name));
  for (const name of ['resolv.conf', 'hosts', 'nsswitch.conf'])
    if (existsSync(`/etc/${name}`)) cpSync(`/etc/${name}`, join(path, 'etc', name), { dereference: true });
  writeFileSync(join(path, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\n');
  cpSync(node, join(path, 'usr/local/bin/node'), { dereference: true });
  chmodSync(join(path, 'usr/local/bin/node'), 0o755);
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  const whole = dirname(dirname(realpathSync(npm)));
  cpSync(whole, join(path, 'usr/local/lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(path, 'usr/local/bin', name));
  return { path };
}

/** What can be mounted by this user: the tree is a file system of its own only within the process. */
export function canMount(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '--bind', '/usr', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts a command in the tree. With a user, the tree is read-only but for /data, and the user may do nothing special. */
export function startIn(root: Root, command: readonly string[], { cwd, env, user }: RunOptions): ChildProcess {
  const within = (path: string): string => join(root.path, path);
  const mounts = [
    `mount --rbind ${root.path} ${root.path}`,
    ...fromMachine
      .filter((path) => existsSync(`/${path}`))
      .flatMap((path) => [`mount --bind /${path} ${within(path)}`, `mount -o remount,ro,bind ${within(path)}`]),
    `mount --rbind /dev ${within('dev')}`,
    `mount -t proc proc ${within('proc')} || mount --rbind /proc ${within('proc')}`,
    ...(user === undefined
      ? []
      : [`mount --bind ${within('data')} ${within('data')}`, `mount -o remount,ro,bind ${root.path}`]),
  ];
  const drop =
    user === undefined
      ? []
      : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs', '--bounding-set=-all'];
  const script = `set -e; ${mounts.join('; ')}; cd ${root.path}; root="$1"; cwd="$2"; shift 2; exec chroot "$root" /bin/sh -c 'cd "$1"; shift; exec "$@"' sh "$cwd" "$@"`;
  return spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', root.path, cwd, ...drop, ...command], {
    env: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end. */
export async function runIn(
  root: Root,
  command: readonly string[],
  options: RunOptions,
): Promise<{ readonly status: number | null; readonly output: string }> {
  const child = startIn(root, command, options);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  return { status: await promise, output };
}
