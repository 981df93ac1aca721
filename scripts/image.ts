/**
 * Builds what the Dockerfile builds, step by step in empty trees, where no image can be built: `npm run test:image`.
 * Then it starts the command line and the server in the last one: as the user of the image, on a root that cannot be
 * written. It needs Linux and root, and says so. What it does not do it names at the end.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, readStages } from './image/dockerfile.ts';
import { canMount } from './image/root.ts';
import { buildStage, type BuiltStage } from './image/steps.ts';
import { tryImage } from './image/try.ts';

const context = join(import.meta.dirname, '..');
const stages = readStages(readFileSync(join(context, 'Dockerfile'), 'utf8'));
const node = realpathSync(process.execPath);

if (!canMount()) {
  console.error('image: not tried: this needs Linux, root, and the right to mount.');
  process.exit(2);
}

/** How this machine reaches its package registry, for `npm ci`. */
const registry = execFileSync('npm', ['config', 'get', 'registry'], { cwd: '/', encoding: 'utf8' }).trim();
const passed = Object.entries(process.env).filter(([name]) =>
  /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name),
);
const env = { HOME: '/root', npm_config_registry: registry, ...Object.fromEntries(passed) } as Record<string, string>;

const built = new Map<string, BuiltStage>();
try {
  for (const stage of stages) {
    console.log(`FROM ${stage.from}: an empty tree with Node ${process.versions.node}`);
    built.set(stage.name, await buildStage(stage, { context, node, env, stages: built, tell: console.log }));
  }
  const image = built.get('');
  const last = stages.at(-1);
  if (!image || !last) throw new Error('the Dockerfile has no last stage');
  const user = Number(last.steps.find(({ instruction }) => instruction === 'USER')?.rest.split(':')[0]);
  const command = JSON.parse(last.steps.find(({ instruction }) => instruction === 'CMD')?.rest ?? '[]') as string[];
  await tryImage({ image, user, command, env: environmentOf(last.steps), tell: console.log });
  console.log('Not tried, for want of a base image and a builder:');
  for (const step of image.left) console.log(`  RUN ${step}`);
  console.log('  the layers, the labels, and the digest of the base image');
} finally {
  for (const { root } of built.values()) rmSync(root.path, { recursive: true, force: true });
}
